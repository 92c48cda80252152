import { Button } from 'antd';
import { ApprovePathwayDocument, type EditionPartsFragment } from '../api/generated/graphql';
import { useSession } from '../api/session';
import { personName } from '../parts/sentences';
import { useAct } from '../parts/useAct';
import { dayOf } from '../times';
import { useWords } from '../words/words';

type Editions = {
  readonly base: string;
  readonly editions: readonly EditionPartsFragment[];
  readonly onDone: () => void;
};

/** Every edition of a hospital’s pathway: who wrote it, who approved it, which one new episodes begin under. */
export function EditionsTable({ base, editions, onDone }: Editions) {
  const { t, word } = useWords();
  const who = useSession();
  const act = useAct();
  const tablesHold = !editions.some(({ inForce }) => inForce);
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t.edition}</th>
          <th scope="col">{t.editionState}</th>
          <th scope="col">{t.effectiveFrom}</th>
          <th scope="col">{t.jurisdiction}</th>
          <th scope="col">{t.changes}</th>
          <th scope="col">{t.writtenBy}</th>
          <th scope="col">{t.approvedBy}</th>
          <th scope="col">{t.note}</th>
        </tr>
      </thead>
      <tbody>
        {editions.map((one) => (
          <tr key={one.edition}>
            <th scope="row">{one.edition}</th>
            <td>{stateOf(one, t)}</td>
            <td>{dayOf(Date.parse(one.effectiveFrom))}</td>
            <td>{word('jurisdiction', one.jurisdiction)}</td>
            <td className="number">{one.thresholds.length}</td>
            <td>{personName(one.author)}</td>
            <td>
              {one.approvedAt !== null ? (
                personName(one.approver)
              ) : one.author?.id === who?.personId ? (
                t.waitsForApproval
              ) : (
                <Button
                  size="small"
                  aria-label={`${t.approve} ${one.edition}`}
                  onClick={() => void act(ApprovePathwayDocument, { edition: one.edition }, t.approve).then(onDone)}
                >
                  {t.approve}
                </Button>
              )}
            </td>
            <td>{one.note}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{base}</th>
          <td>{tablesHold ? `● ${t.inForce}` : '–'}</td>
          <td>–</td>
          <td>{word('jurisdiction', 'CHINA_2019')}</td>
          <td className="number">0</td>
          <td colSpan={3}>{t.tablesThemselves}</td>
        </tr>
      </tbody>
    </table>
  );
}

const stateOf = ({ inForce, approvedAt }: EditionPartsFragment, t: ReturnType<typeof useWords>['t']): string => {
  if (inForce) return `● ${t.inForce}`;
  return approvedAt === null ? `○ ${t.draft}` : `– ${t.approved}`;
};
