import { Badge, Button, Drawer } from 'antd';
import { useState } from 'react';
import { useMyPages } from '../api/myPages';
import { byCause } from '../api/pagesToShow';
import { RingSwitch } from '../ringing/RingSwitch';
import { serverNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { PageList } from './PageList';
import { ring } from './ring';
import { useWaitingInTab } from './tabTitle';

/** A page older than this is a replay of the last hours: shown, not sounded, ms. */
const SOUNDS_WITHIN_MS = 120_000;

/** Everywhere: who asks for me, with a sound for what is new; works while the record is away. */
export function PagesDrawer() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const { pages, hide } = useMyPages((page) => {
    if (serverNow() - Date.parse(page.askedAt) < SOUNDS_WITHIN_MS) ring();
  });
  const waiting = byCause(pages).length;

  useWaitingInTab(waiting);

  return (
    <>
      <Badge count={waiting} size="small" offset={[-4, 4]}>
        <Button
          type="text"
          aria-label={`${t.myPages}: ${fill(t.pagesWaiting, { n: waiting })}`}
          onClick={() => setOpen(true)}
          className="bell"
        >
          <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
            <path
              d="M12 3a6 6 0 0 0-6 6v4l-2 3.5h16L18 13V9a6 6 0 0 0-6-6zm-2.2 15.5a2.3 2.3 0 0 0 4.4 0"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.8"
              strokeLinejoin="round"
            />
          </svg>
        </Button>
      </Badge>
      <Drawer title={t.myPages} open={open} onClose={() => setOpen(false)} size={420} destroyOnHidden>
        <PageList pages={pages} onHide={hide} onLeave={() => setOpen(false)} />
        <RingSwitch />
      </Drawer>
    </>
  );
}
