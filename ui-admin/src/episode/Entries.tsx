import { Button } from 'antd';
import type { ComponentType } from 'react';
import type { Form } from '../actions/fields';
import type { PersonNameFragment } from '../api/generated/graphql';
import { personName } from '../parts/sentences';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

/** A line of an append-only list, as the record shows it. */
type Line = {
  readonly n: number;
  readonly stands: boolean;
  readonly corrects: number | null;
  readonly withdraws: boolean;
  readonly reason: string | null;
  readonly recordedBy: PersonNameFragment | null;
  readonly recordedById: string;
  readonly receivedAt: string;
};

type Props<L extends Line> = {
  readonly lines: readonly L[];
  /** What a line is called beside its buttons. */
  readonly nameOf: (line: L) => string;
  readonly View: ComponentType<{ readonly line: L }>;
  readonly correct: (line: L, title: string) => Form;
  readonly withdraw: (line: L, title: string) => Form;
  readonly onForm: (form: Form) => void;
};

/** What stands, each with its two ways back; what no longer does, and why. */
export function Entries<L extends Line>({ lines, nameOf, View, correct, withdraw, onForm }: Props<L>) {
  const { t } = useWords();
  const gone = lines.filter(({ stands, withdraws }) => !stands && !withdraws);
  const way = (label: string, line: L, form: Props<L>['correct']) => (
    <Button size="small" type="link" onClick={() => onForm(form(line, `${label} ${nameOf(line)}`))}>
      {label}
      <span className="sr"> {nameOf(line)}</span>
    </Button>
  );
  return (
    <>
      <ul className="plain">
        {lines
          .filter(({ stands }) => stands)
          .map((line) => (
            <li key={line.n}>
              <View line={line} />
              <div className="row wrap">
                {way(t.correctTest, line, correct)}
                {way(t.enteredInError, line, withdraw)}
              </div>
            </li>
          ))}
      </ul>
      {gone.length === 0 ? null : (
        <details>
          <summary>{fill(t.correctedTests, { n: gone.length })}</summary>
          <ul className="plain">
            {gone.map((line) => (
              <li key={line.n}>
                <del>
                  <View line={line} />
                </del>
                <Heir heir={lines.find(({ corrects }) => corrects === line.n)} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Heir({ heir }: { readonly heir: Line | undefined }) {
  const { t } = useWords();
  const now = useNow();
  if (heir === undefined) return null;
  return (
    <div className="meta">
      {fill(heir.withdraws ? t.takenBackBy : t.correctedBy, {
        who: personName(heir.recordedBy) || heir.recordedById,
        time: shortTime(Date.parse(heir.receivedAt), now),
      })}
      {heir.reason === null ? '' : `: ${heir.reason}`}
    </div>
  );
}
