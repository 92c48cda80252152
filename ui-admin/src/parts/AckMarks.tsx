import type { AckPartsFragment } from '../api/generated/graphql';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { useWords } from '../words/words';
import { personName } from './sentences';

/** One mark a role: filled when somebody has acknowledged, hollow while nobody has, crossed when it never arrived. */
export function AckMarks({ acks }: { readonly acks: readonly AckPartsFragment[] }) {
  const { t, word } = useWords();
  const now = useNow();
  if (acks.length === 0) return <span className="meta">{t.noAcksYet}</span>;
  return (
    <ul className="acks">
      {acks.map((ack) => {
        const done = ack.ackAt !== null;
        const state = done
          ? `${t.acked} ${personName(ack.ackBy)} ${shortTime(Date.parse(ack.ackAt ?? ''), now)}`
          : ack.failed
            ? word('pageStatus', 'FAILED')
            : t.notAcked;
        return (
          <li
            key={`${ack.role}${ack.pageId}`}
            className={done ? 'acked' : ack.failed ? 'failed' : 'waiting'}
            title={`${word('role', ack.role)}: ${state}`}
          >
            <span aria-hidden="true">{done ? '●' : ack.failed ? '✕' : '○'}</span> {word('role', ack.role)}
            <span className="sr">: {state}</span>
          </li>
        );
      })}
    </ul>
  );
}
