import { Button } from 'antd';
import { AcknowledgeHandOverDocument, RotaNowDocument, type RotaNowQuery } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { useSession } from '../api/session';
import { useActionForm } from '../actions/useActionForm';
import { substituteForm } from '../actions/forms';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { SiteChoice, useSiteId } from '../parts/SiteChoice';
import { useAddress } from '../parts/useAddress';
import { personName } from '../parts/sentences';
import { useAct } from '../parts/useAct';
import { DAYS_SHOWN, startOfWeek, timeInDay, weekDays, within } from '../rotaWeek';
import { dayOf, localInput, shortTime } from '../times';
import { serverNow, useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Rota = RotaNowQuery['rota'];
type Stretch = Rota['stretches'][number];
type Ask = (stretch: Stretch, insteadOfId?: string) => void;

/** Who is on duty this week, by role; a time without anybody is the loudest thing on the page. */
export function RotaPage() {
  const { t, word } = useWords();
  const who = useSession();
  const now = useNow();
  const [address, change] = useAddress();
  const siteId = useSiteId();
  const week = Number(address.get('week') ?? 0);
  const days = weekDays(startOfWeek(now), Number.isInteger(week) ? week : 0);
  const variables = {
    siteId,
    from: new Date(days[0] ?? 0).toISOString(),
    to: new Date(days.at(-1) ?? 0).toISOString(),
  };
  const shown = useLive(RotaNowDocument, variables, ({ kind }) => kind === 'ROTA_HOLE');
  const { data } = shown;
  const [form, openForm] = useActionForm(shown.reload);
  const turn = (weeks: number) => change({ week: String(week + weeks) });
  const ask: Ask = ({ role, fromAt, toAt }, insteadOfId) => {
    const able = (data?.people ?? []).filter(
      ({ id, duties }) => id !== insteadOfId && duties.some((duty) => duty.role === role),
    );
    const options = able.map((person) => ({ value: person.id, label: personName(person) }));
    const from = localInput(Math.max(Date.parse(fromAt), serverNow()));
    const title = `${t.standIn}: ${word('role', role)}`;
    openForm(
      substituteForm(
        { siteId, role, ...(insteadOfId && { insteadOfId }) },
        { options, from, to: localInput(Date.parse(toAt)) },
        title,
      ),
    );
  };
  return (
    <main className="page" id="content">
      <PageHead title={t.rotaTitle} tab={t.rota}>
        <SiteChoice value={siteId} sites={data?.sites} />
        <Button onClick={() => turn(-1)}>{t.weekBefore}</Button>
        <Button onClick={() => turn(1)}>{t.weekAfter}</Button>
      </PageHead>
      <Loading shown={shown}>
        {data === undefined ? null : (
          <>
            <Holes rota={data.rota} />
            <HandOvers rota={data.rota} me={who?.personId} onDone={shown.reload} />
            <Week rota={data.rota} days={days} onAsk={ask} />
            <Changes rota={data.rota} />
          </>
        )}
      </Loading>
      {form}
    </main>
  );
}

function Holes({ rota: { holes } }: { readonly rota: Rota }) {
  const { t, word } = useWords();
  const now = useNow();
  if (holes.length === 0) return <p className="hint">● {t.noHoles}</p>;
  return (
    <section role="alert" aria-label={t.holes} className="rota-holes">
      <strong>■ {fill(t.holesN, { n: holes.length })}</strong>
      <ul>
        {holes.map(({ role, fromAt, toAt }) => (
          <li key={`${role}${fromAt}`}>
            {word('role', role)}: {t.nobodyOnDuty} {shortTime(Date.parse(fromAt), now)}–
            {shortTime(Date.parse(toAt), now)}
          </li>
        ))}
      </ul>
    </section>
  );
}

type HandOversOf = { readonly rota: Rota; readonly me: string | undefined; readonly onDone: () => void };

function HandOvers({ rota: { handOvers }, me, onDone }: HandOversOf) {
  const { t, word } = useWords();
  const act = useAct();
  if (handOvers.length === 0) return null;
  return (
    <section aria-label={t.handOvers}>
      <h2>{t.handOvers}</h2>
      <ul>
        {handOvers.map(({ dutyId, role, person, predecessors }) => (
          <li key={dutyId} className="row wrap">
            <span>
              {word('role', role)}: {predecessors.map(personName).join(' + ')} → {personName(person)} · {t.bothAreAsked}
            </span>
            {person?.id === me ? (
              <Button
                type="primary"
                onClick={() => void act(AcknowledgeHandOverDocument, { dutyId }, t.takeOver).then(onDone)}
              >
                {t.takeOver}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

type WeekOf = { readonly rota: Rota; readonly days: readonly number[]; readonly onAsk: Ask };

function Week({ rota, days, onAsk }: WeekOf) {
  const { t, word } = useWords();
  const today = new Date(useNow()).setHours(0, 0, 0, 0);
  const roles = [...new Set(rota.stretches.map(({ role }) => role))];
  return (
    // Seven days do not fit a phone: the table scrolls, and the names in it take the keyboard there.
    <section className="rota-week" aria-label={t.rotaTitle}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t.duty}</th>
            {days.slice(0, DAYS_SHOWN).map((day) => (
              <th scope="col" key={day} aria-current={day === today ? 'date' : undefined}>
                {dayOf(day).slice(5)} {day === today ? `· ${t.today}` : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {roles.map((role) => (
            <tr key={role}>
              <th scope="row">{word('role', role)}</th>
              {days.slice(0, DAYS_SHOWN).map((day, n) => (
                <td key={day}>
                  {within(rota.stretches, role, day, days[n + 1] ?? day).map((stretch) => (
                    <Cell key={stretch.fromAt} stretch={stretch} needed={rota.needs.includes(role)} onAsk={onAsk} />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type CellOf = { readonly stretch: Stretch; readonly needed: boolean; readonly onAsk: Ask };

function Cell({ stretch, needed, onAsk }: CellOf) {
  const { t, word } = useWords();
  const now = useNow();
  const { role, fromAt, toAt, posts } = stretch;
  const time = timeInDay(Date.parse(fromAt), Date.parse(toAt), t.allDay);
  const past = Date.parse(toAt) <= now;
  if (posts.length === 0 && !needed) return null;
  const names =
    posts.length === 0
      ? [{ id: undefined, name: `■ ${t.nobodyOnDuty}` }]
      : posts.map(({ person }) => ({ id: person?.id, name: personName(person) }));
  return (
    <div className={posts.length === 0 ? 'rota-cell hole' : 'rota-cell'}>
      <small>{time}</small>
      {names.map(({ id, name }) =>
        past ? (
          <span key={name}>{name}</span>
        ) : (
          <button
            key={name}
            type="button"
            aria-label={`${word('role', role)} ${time} ${name}: ${t.standIn}`}
            onClick={() => onAsk(stretch, id)}
          >
            {name}
          </button>
        ),
      )}
    </div>
  );
}

function Changes({ rota: { substitutions } }: { readonly rota: Rota }) {
  const { t, word } = useWords();
  const now = useNow();
  if (substitutions.length === 0) return null;
  return (
    <section aria-label={t.rotaChanges}>
      <h2>{t.rotaChanges}</h2>
      <ul>
        {substitutions.map(({ id, role, person, insteadOf, fromAt, toAt, reason, madeBy, takenAt }) => (
          <li key={id}>
            {word('role', role)} {shortTime(Date.parse(fromAt), now)}–{shortTime(Date.parse(toAt), now)}:{' '}
            {insteadOf === null ? '' : `${personName(insteadOf)} → `}
            {personName(person)} · {reason} · {personName(madeBy)} · {takenAt === null ? t.notTakenOver : t.takenOver}
          </li>
        ))}
      </ul>
    </section>
  );
}
