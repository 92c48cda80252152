import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { AcknowledgePageDocument, BoardDocument, DeskDocument, WorklistDocument } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { byCause, type Asked, type MyPage } from '../api/pagesToShow';
import { toSubject } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { becauseText } from './sentences';
import { useAct } from './useAct';

type Props = {
  readonly pages: readonly MyPage[];
  readonly onHide: (ids: readonly string[]) => void;
  readonly onLeave: () => void;
};

/** A page carries no name; the record knows whose it is, and while it is away the page still does without. */
const useNames = (): ReadonlyMap<string, string> => {
  const board = useLive(BoardDocument, {}, ({ kind }) => kind === 'EPISODE');
  const worklist = useLive(WorklistDocument, {}, ({ kind }) => kind === 'READING');
  const desk = useLive(DeskDocument, { closed: false }, ({ kind }) => kind === 'INCIDENT');
  const subjects = [
    ...(board.data?.board.episodes ?? []),
    ...(worklist.data?.readings ?? []),
    ...(desk.data?.incidents ?? []),
  ];
  return new Map(subjects.flatMap(({ id, patient }) => (patient === null ? [] : [[id, patient.name]])));
};

/** Who asks for me, newest first, one entry a cause. */
export function PageList({ pages, onHide, onLeave }: Props) {
  const { t } = useWords();
  const names = useNames();
  if (pages.length === 0) return <p>{t.noPages}</p>;
  return (
    <ul className="pages" aria-label={t.myPages}>
      {byCause(pages).map((asked) => (
        <PageItem
          key={asked.page.id}
          asked={asked}
          name={names.get(asked.page.subjectId)}
          onHide={onHide}
          onLeave={onLeave}
        />
      ))}
    </ul>
  );
}

function PageItem({
  asked,
  name,
  onHide,
  onLeave,
}: Omit<Props, 'pages'> & { readonly asked: Asked; readonly name: string | undefined }) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const act = useAct();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const { id: pageId, subjectKind, subjectId, role, channel, because, askedAt, simulated } = asked.page;

  const acknowledge = async () => {
    setBusy(true);
    const problem = await act(AcknowledgePageDocument, { pageId, subjectKind, subjectId }, t.acknowledge);
    setBusy(false);
    if (problem === undefined) onHide(asked.ids);
  };
  return (
    <li className={`my-page channel-${channel.toLowerCase()}`}>
      <strong>{becauseText(because, words)}</strong>
      {name === undefined ? null : <div>{name}</div>}
      <div className="meta">
        {word('role', role)} · {fill(t.pagedAt, { time: shortTime(Date.parse(askedAt), now) })} ·{' '}
        {fill(t.channelVia, { channel: word('channel', channel) })}
        {simulated === true ? ` · ${t.simulated}` : ''}
        {asked.times > 1 ? ` · ${fill(t.askedTimes, { n: asked.times })}` : ''}
      </div>
      <div className="row">
        <Button type="primary" loading={busy} onClick={() => void acknowledge()}>
          {t.acknowledge}
        </Button>
        <Button
          onClick={() => {
            onLeave();
            void navigate(toSubject(subjectKind, subjectId));
          }}
        >
          {t.open}: {word('subjectKind', subjectKind)}
        </Button>
      </div>
    </li>
  );
}
