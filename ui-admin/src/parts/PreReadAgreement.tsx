import { PreReadAgreementDocument } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { useWords } from '../words/words';

/** The agreement log in numbers, where the machine has measured anything at all. */
export function PreReadAgreement() {
  const { t, word } = useWords();
  const shown = useLive(PreReadAgreementDocument, {}, ({ kind }) => kind === 'READING');
  const rows = shown.data?.preReadAgreement ?? [];
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 className="section">{t.preReadAgreement}</h2>
      <p className="hint">{t.preReadLabel}</p>
      <table className="board">
        <tbody>
          {rows.map(({ version, verdict, finding, count }) => (
            <tr key={`${version} ${verdict} ${finding}`}>
              <th scope="row">{word('stVerdict', verdict)}</th>
              <td>{finding === null ? '' : word('finding', finding)}</td>
              <td>{count}</td>
              <td className="meta">{version}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
