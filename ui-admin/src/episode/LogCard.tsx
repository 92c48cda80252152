import { Button } from 'antd';
import { useState } from 'react';
import { EpisodeLogDocument } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { personName } from '../parts/sentences';
import { clockTime, shortTime } from '../times';
import { useNow } from '../useNow';
import type { SubjectKind } from '../../../workflows/domain/vocabulary';
import { fill } from '../words/fill';
import { useWords, type Words } from '../words/words';
import { Card } from './Card';
import { payloadWords } from './payloadWords';

const STEP = 30;

/** What a running thing's id begins with, and what it is. */
const RUNNING: Readonly<Record<string, SubjectKind>> = {
  ep: 'EPISODE',
  rd: 'READING',
  in: 'INCIDENT',
  lab: 'LAB',
  rh: 'ROTA_HOLE',
  dg: 'DIGEST',
};

type Actor = { readonly actorKind: string; readonly actorId: string };

/** Who spoke where no person did: a device by its number, the system by which of its parts. */
const whoElse = ({ actorKind, actorId }: Actor, word: Words['word']): string => {
  if (actorKind !== 'SYSTEM') return `${word('actorKind', actorKind)} ${actorId}`;
  const part = RUNNING[/^[a-z]+/.exec(actorId)?.[0] ?? ''];
  return [word('actorKind', actorKind), word('subjectKind', part)].filter((text) => text !== '').join(' · ');
};

/** Everything that happened, newest first: who said it, when it happened, when it was heard. */
export function LogCard({ episodeId }: { readonly episodeId: string }) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const [first, setFirst] = useState(STEP);
  const { data } = useLive(EpisodeLogDocument, { id: episodeId, first }, ({ id }) => id === episodeId);
  const log = data?.episode?.happenings;
  return (
    <Card title={t.log}>
      <table className="log">
        <tbody>
          {log?.edges.map(({ node }) => (
            <tr key={node.id} className={node.outcome === 'REFUSED' ? 'refused' : undefined}>
              <td>
                <time dateTime={node.at} title={fill(t.enteredAt, { time: clockTime(Date.parse(node.receivedAt)) })}>
                  {shortTime(Date.parse(node.at), now)}:{clockTime(Date.parse(node.at)).slice(-2)}
                </time>
              </td>
              <td>
                <strong>{word('happening', node.type)}</strong> {payloadWords(node.type, node.payload, words)}
              </td>
              <td className="meta">
                {personName(node.person) || whoElse(node, word)}
                {node.actorRole === null ? '' : ` · ${word('role', node.actorRole)}`}
              </td>
              <td className="meta">{node.outcome === 'APPLIED' ? '' : word('outcome', node.outcome)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {log?.pageInfo.hasNextPage === true ? <Button onClick={() => setFirst(first + STEP)}>{t.logMore}</Button> : null}
    </Card>
  );
}
