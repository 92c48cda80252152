import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useSession } from '../api/session';
import { personName } from '../parts/sentences';
import { dayOf } from '../times';
import { useWords } from '../words/words';

type Name = Parameters<typeof personName>[0];

/** One edition of whatever one person writes and another approves. */
export type EditionShown = {
  readonly edition: string;
  readonly effectiveFrom: string;
  readonly note: string;
  readonly author: ({ readonly id: string } & Name) | null;
  readonly approver: Name | null;
  readonly inForce: boolean;
  /** Only where the kind of edition has one. */
  readonly jurisdiction?: string;
  readonly changes: ReactNode;
  /** What the approver signs for by name before the whole is approved. */
  readonly signsFor?: readonly string[];
};

type Props = {
  readonly editions: readonly EditionShown[];
  /** The tables themselves, under the name they go by. */
  readonly base: Pick<EditionShown, 'edition' | 'jurisdiction'>;
  readonly onApprove: (edition: string) => void;
};

/** Every edition: what it changes, who wrote it, who approved it, which one counts. */
export function EditionsTable({ editions, base, onApprove }: Props) {
  const { t } = useWords();
  const named = base.jurisdiction !== undefined;
  const tablesHold = !editions.some(({ inForce }) => inForce);
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t.edition}</th>
          <th scope="col">{t.editionState}</th>
          <th scope="col">{t.effectiveFrom}</th>
          {named ? <th scope="col">{t.jurisdiction}</th> : null}
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
            {named ? <td>{one.jurisdiction}</td> : null}
            <td>{one.changes}</td>
            <td>{personName(one.author)}</td>
            <td>
              <Approval one={one} onApprove={onApprove} />
            </td>
            <td>{one.note}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{base.edition}</th>
          <td>{tablesHold ? `● ${t.inForce}` : '–'}</td>
          <td>–</td>
          {named ? <td>{base.jurisdiction}</td> : null}
          <td>–</td>
          <td colSpan={3}>{t.tablesThemselves}</td>
        </tr>
      </tbody>
    </table>
  );
}

const stateOf = ({ inForce, approver }: EditionShown, t: ReturnType<typeof useWords>['t']): string => {
  if (inForce) return `● ${t.inForce}`;
  return approver === null ? `○ ${t.draft}` : `– ${t.approved}`;
};

/** The approver signs once for the edition, and before that for what goes beyond the tables. */
function Approval({ one, onApprove }: Pick<Props, 'onApprove'> & { readonly one: EditionShown }) {
  const { t } = useWords();
  const who = useSession();
  const { edition, author, approver, signsFor = [] } = one;
  if (approver !== null) return personName(approver);
  if (author?.id === who?.personId) return t.waitsForApproval;
  const approve = () => onApprove(edition);
  const button = (onClick?: () => void) => (
    <Button size="small" aria-label={`${t.approve} ${edition}`} onClick={onClick}>
      {t.approve}
    </Button>
  );
  if (signsFor.length === 0) return button(approve);
  const lines = (
    <ul>
      {signsFor.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
  return (
    <Popconfirm
      title={`▲ ${t.beyondPrint}`}
      description={lines}
      okText={t.signForThese}
      cancelText={t.cancel}
      onConfirm={approve}
    >
      {button()}
    </Popconfirm>
  );
}
