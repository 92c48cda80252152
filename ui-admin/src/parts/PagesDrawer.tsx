import { Badge, Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { AcknowledgePageDocument } from '../api/generated/graphql';
import { useMyPages } from '../api/myPages';
import type { MyPage } from '../api/pagesToShow';
import { toSubject } from '../paths';
import { shortTime } from '../times';
import { serverNow, useNow } from '../useNow';
import { fill, useWords } from '../words/words';
import { ring } from './ring';
import { becauseText } from './sentences';
import { useAct } from './useAct';

/** A page older than this is a replay of the last hours: shown, not sounded, ms. */
const SOUNDS_WITHIN_MS = 120_000;

/** Everywhere: who asks for me, newest first, each with its acknowledgement; works while the record is away. */
export function PagesDrawer() {
  const words = useWords();
  const { t, word } = words;
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState<string>();
  const act = useAct();
  const now = useNow();
  const navigate = useNavigate();
  const { pages, hide } = useMyPages((page) => {
    if (serverNow() - Date.parse(page.askedAt) < SOUNDS_WITHIN_MS) ring();
  });
  const waiting = fill(t.pagesWaiting, { n: pages.length });

  useEffect(() => {
    document.title = document.title.replace(/^(\(\d+\) )?/, pages.length > 0 ? `(${pages.length}) ` : '');
  }, [pages.length]);

  const acknowledge = async (page: MyPage) => {
    setBusy(page.id);
    const { id: pageId, subjectKind, subjectId } = page;
    const problem = await act(AcknowledgePageDocument, { pageId, subjectKind, subjectId }, t.acknowledge);
    setBusy(undefined);
    if (problem === undefined) hide(pageId);
  };

  return (
    <>
      <Badge count={pages.length} size="small" offset={[-4, 4]}>
        <Button type="text" aria-label={`${t.myPages}: ${waiting}`} onClick={() => setOpen(true)} className="bell">
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
      <Drawer title={t.myPages} open={open} onClose={() => setOpen(false)} size={420}>
        {pages.length === 0 ? <p>{t.noPages}</p> : null}
        <ul className="pages" aria-label={t.myPages}>
          {pages.map((page) => (
            <li key={page.id} className={`my-page channel-${page.channel.toLowerCase()}`}>
              <strong>{becauseText(page.because, words)}</strong>
              <div className="meta">
                {word('role', page.role)} · {fill(t.pagedAt, { time: shortTime(Date.parse(page.askedAt), now) })} ·{' '}
                {fill(t.channelVia, { channel: word('channel', page.channel) })}
                {page.simulated === true ? ` · ${t.simulated}` : ''}
              </div>
              <div className="row">
                <Button type="primary" loading={busy === page.id} onClick={() => void acknowledge(page)}>
                  {t.acknowledge}
                </Button>
                <Button
                  onClick={() => {
                    setOpen(false);
                    void navigate(toSubject(page.subjectKind, page.subjectId));
                  }}
                >
                  {t.open}: {word('subjectKind', page.subjectKind)}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </Drawer>
    </>
  );
}
