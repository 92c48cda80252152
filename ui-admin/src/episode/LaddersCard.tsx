import { Button } from 'antd';
import { AcknowledgePageDocument, type LadderPartsFragment } from '../api/generated/graphql';
import { useSession } from '../api/session';
import type { Form } from '../actions/fields';
import { clearNobodyForm } from '../actions/forms';
import { becauseText, personName } from '../parts/sentences';
import { useAct } from '../parts/useAct';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';

type Page = LadderPartsFragment['pages'][number];

const PAGE_SHAPES: Readonly<Record<Page['status'], string>> = {
  ASKED: '◌',
  SENT: '○',
  FAILED: '✕',
  ACKNOWLEDGED: '●',
  SUPERSEDED: '–',
  UNANSWERED: '■',
};

const LOUD = ['NOBODY_ANSWERED', 'CLIMBING'];

/** Every cause somebody was asked for, each person's state, and who is asked next. */
export function LaddersCard({
  ladders,
  onForm,
}: {
  readonly ladders: readonly LadderPartsFragment[] | undefined;
  readonly onForm: (form: Form) => void;
}) {
  const { t } = useWords();
  const sorted = ladders?.toSorted(
    (one, other) => rank(one) - rank(other) || other.startedAt.localeCompare(one.startedAt),
  );
  return (
    <Card title={t.ladders} id="ladders">
      {sorted === undefined ? <output>{t.loading}</output> : null}
      {sorted?.length === 0 ? <p className="empty">{t.noLadders}</p> : null}
      {sorted?.map((ladder) => (
        <LadderView key={ladder.id} ladder={ladder} onForm={onForm} />
      ))}
    </Card>
  );
}

const rank = ({ status }: LadderPartsFragment): number => {
  const place = LOUD.indexOf(status);
  return place === -1 ? LOUD.length : place;
};

export function LadderView({
  ladder,
  onForm,
}: {
  readonly ladder: LadderPartsFragment;
  readonly onForm: (form: Form) => void;
}) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const because = ladder.pages[0]?.because;
  // level and ask are each page's own
  const shared = because && { ...because, level: null, ...(because.reason === 'CLOCK_LEVEL' && { detail: null }) };
  const cause = shared === undefined ? ladder.key : becauseText(shared, words);
  const roles = new Set(ladder.pages.map(({ role }) => role));
  // Several ladders can have one cause, each asking another role: the lab's team.
  const title = roles.size === 1 ? `${cause} · ${word('role', [...roles][0])}` : cause;
  const nobody = ladder.status === 'NOBODY_ANSWERED';
  return (
    <details className={nobody ? 'ladder nobody' : 'ladder'} open={LOUD.includes(ladder.status)}>
      <summary>
        <strong>{title}</strong>{' '}
        <span className={`ladder-status ${ladder.status.toLowerCase()}`}>
          {nobody ? `■ ${t.nobodyAnswered}` : word('ladderStatus', ladder.status)}
        </span>
        {ladder.answeredBy === null ? null : <span className="meta"> {personName(ladder.answeredBy)}</span>}
        {ladder.nextAt === null ? null : (
          <span className="meta"> {fill(t.nextRung, { time: shortTime(Date.parse(ladder.nextAt), now) })}</span>
        )}
      </summary>
      {nobody ? (
        <Button
          danger
          type="primary"
          size="small"
          onClick={() => onForm(clearNobodyForm(ladder.subjectKind, ladder.subjectId, ladder.key, t.clearNobody))}
        >
          {t.clearNobody}
        </Button>
      ) : null}
      <ul className="ladder-pages">
        {ladder.pages.map((page) => (
          <PageLine key={page.id} page={page} ladder={ladder} />
        ))}
      </ul>
    </details>
  );
}

function PageLine({ page, ladder }: { readonly page: Page; readonly ladder: LadderPartsFragment }) {
  const { t, word } = useWords();
  const who = useSession();
  const now = useNow();
  const act = useAct();
  const mine =
    who !== undefined && (page.person?.id === who.personId || who.duties.some(({ role }) => role === page.role));
  const waits =
    page.status === 'SENT' || page.status === 'ASKED' || page.status === 'UNANSWERED' || page.status === 'FAILED';
  return (
    <li className={`page-line ${page.status.toLowerCase()}`}>
      <span className="shape" aria-hidden="true">
        {PAGE_SHAPES[page.status]}
      </span>
      <span>
        {word('role', page.role)} <strong>{personName(page.person)}</strong> {page.person?.phone ?? ''}
      </span>
      <span className="meta">
        {page.because.level === null ? '' : `${word('level', page.because.level)} · `}
        {page.because.reason === 'CLOCK_LEVEL' && page.because.detail !== null
          ? `${word('clockAsk', page.because.detail)} · `
          : ''}
        {word('channel', page.channel)}
        {page.simulated === true ? ` (${t.simulated})` : ''} · {shortTime(Date.parse(page.askedAt), now)} ·{' '}
        {word('pageStatus', page.status)}
        {page.ackAt === null ? '' : ` ${shortTime(Date.parse(page.ackAt), now)} ${personName(page.ackBy)}`}
        {page.fault === null ? '' : ` · ${word('fault', page.fault)}`}
      </span>
      {mine && waits && ladder.clearedBy === null ? (
        <Button
          size="small"
          onClick={() =>
            void act(
              AcknowledgePageDocument,
              { pageId: page.id, subjectKind: ladder.subjectKind, subjectId: ladder.subjectId },
              t.acknowledge,
            )
          }
        >
          {t.acknowledge}
        </Button>
      ) : null}
    </li>
  );
}
