import { Popover } from 'antd';
import { useUnsent } from '../api/outbox';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

/** How many actions the server has not answered yet; they are kept and sent again. */
export function UnsentCount() {
  const { t } = useWords();
  const unsent = useUnsent();
  const now = useNow();
  if (unsent.length === 0) return null;
  return (
    <Popover
      trigger="click" // a finger and a keyboard have no hover
      title={t.unsentOf}
      content={
        <>
          <p>{t.unsentHint}</p>
          <ul>
            {unsent.map(({ clientId, label, at }) => (
              <li key={clientId}>
                {shortTime(at, now)} {label}
              </li>
            ))}
          </ul>
        </>
      }
    >
      <button type="button" className="unsent">
        ↻ {fill(t.unsent, { n: unsent.length })}
      </button>
    </Popover>
  );
}
