import { decideRotaHole, isRotaHoleClosed, openRotaHole } from '../../workflows/domain/decideRotaHole';
import type { Decision } from '../../workflows/domain/decision';
import { isRefusal } from '../../workflows/domain/faults';
import { rotaHoleId } from '../../workflows/domain/ids';
import { known } from '../../workflows/domain/known';
import type { KeptEdition } from '../../workflows/domain/pathway';
import { nextDue } from '../../workflows/domain/runs';
import { rotaHoleLadderOf } from '../../workflows/domain/decideRotaHole';
import { compareHoles } from '../../workflows/domain/rota';
import type { RotaHole, RotaHoleHappening } from '../../workflows/domain/rotaHole';
import type { Instant } from '../../workflows/domain/time';
import type { Role } from '../../workflows/domain/vocabulary';
import { minute } from '../builders/anEpisode';

const ENGINE = { kind: 'SYSTEM', id: 'engine' } as const;
const hour = (n: number) => minute(n * 60);
const found = (from: number, to: number, role: Role = 'DESK_NURSE', pathway?: KeptEdition): Decision<RotaHole> =>
  openRotaHole({
    ...known({ pathway }),
    id: rotaHoleId('rh_1'),
    region: 'demo',
    siteId: 'st_site',
    hubSiteId: 'st_hub',
    role,
    fromAt: hour(from),
    toAt: hour(to),
    heard: { id: 'found', receivedAt: hour(0), by: ENGINE },
  });

type Word = RotaHoleHappening extends infer T
  ? T extends RotaHoleHappening
    ? Omit<T, 'id' | 'by' | 'receivedAt'>
    : never
  : never;
const hear = (hole: RotaHole, at: Instant, word: Word): Decision<RotaHole> => {
  const happening = { ...word, id: `w${at}`, by: ENGINE, receivedAt: at } as RotaHoleHappening; // one of its own words
  const decided = decideRotaHole(hole, happening);
  if (isRefusal(decided)) throw new Error(decided.because);
  return decided;
};
/** Everybody asked until an instant, as `hours ROLE`. */
function askedUntil(start: Decision<RotaHole>, until: Instant): readonly string[] {
  const told: string[] = [];
  let decision = start;
  for (let at = hour(0); ;) {
    for (const action of decision.actions)
      if (action.do === 'PAGE')
        told.push(...action.pages.map(({ role, siteId }) => `${(at - hour(0)) / 3_600_000} ${role} ${siteId}`));
    const next = nextDue(decision.next, rotaHoleLadderOf);
    if (next === undefined || next > until) return told;
    at = next;
    decision = hear(decision.next, at, { type: 'TIME_PASSED' });
  }
}

test('a hole tonight is told to the desk’s lead, then the coordinator, then the duty director, half an hour apart', () => {
  expect(askedUntil(found(10, 18), hour(9))).toEqual([
    '0 DESK_LEAD st_site',
    '0.5 COORDINATOR st_hub',
    '1 DUTY_DIRECTOR st_hub',
  ]);
});

test('the coordinating hospital’s edition sets its half hours otherwise', () => {
  const pathway = { edition: 'hub-1', thresholds: { ROTA_HOLE_FOUND_AFTER_30: 12, ROTA_HOLE_FOUND_AFTER_60: 24 } };
  expect(askedUntil(found(10, 18, 'DESK_NURSE', pathway), hour(9))).toEqual([
    '0 DESK_LEAD st_site',
    '0.2 COORDINATOR st_hub',
    '0.4 DUTY_DIRECTOR st_hub',
  ]);
});

test('a role without a lead of its own goes to the coordinator at once', () => {
  expect(askedUntil(found(10, 18, 'LAB_NURSE'), hour(0.6))).toEqual([
    '0 COORDINATOR st_hub',
    '0.5 DUTY_DIRECTOR st_hub',
  ]);
});

test('who acknowledges has it in hand, until the hole begins and is still open', () => {
  const { next } = found(10, 18);
  const pageId = next.runs[0]?.pages[0]?.id ?? '';
  const quiet = hear(next, hour(0.1), { type: 'PAGE_ACKNOWLEDGED', pageId });
  expect(nextDue(quiet.next, rotaHoleLadderOf)).toBe(hour(10));
  const begun = hear(quiet.next, hour(10), { type: 'TIME_PASSED' });
  expect(begun.actions).toMatchObject([{ pages: [{ role: 'DESK_LEAD' }, { role: 'COORDINATOR', channel: 'VOICE' }] }]);
});

test('a hole that has begun calls again every quarter of an hour, whoever acknowledged, until it is filled', () => {
  const { next } = found(0, 8);
  const acknowledged = hear(next, hour(0.01), {
    type: 'PAGE_ACKNOWLEDGED',
    pageId: next.runs[0]?.pages[0]?.id ?? '',
  });
  const asked = askedUntil(acknowledged, hour(1));
  expect(asked.filter((one) => one.includes('DUTY_DIRECTOR')).length).toBeGreaterThanOrEqual(4);
});

test('an edition sets how often a hole that has begun calls again, and when one ahead counts as unanswered', () => {
  const pathway = { edition: 'hub-1', thresholds: { ROTA_HOLE_AGAIN: 20, ROTA_HOLE_UNANSWERED: 45 } };
  const often = (edition?: KeptEdition) =>
    askedUntil(found(0, 8, 'DESK_NURSE', edition), hour(2)).filter((one) => one.includes('DUTY_DIRECTOR')).length;
  expect(often(pathway)).toBeLessThan(often());
  const status = (at: number, edition?: KeptEdition) =>
    [0.5, 1, at].reduce(
      (hole, passed) => hear(hole, hour(passed), { type: 'TIME_PASSED' }).next,
      found(10, 18, 'DESK_NURSE', edition).next,
    ).runs[0]?.status;
  expect([status(1.6), status(1.6, pathway), status(1.8, pathway)]).toEqual([
    'NOBODY_ANSWERED',
    'CLIMBING',
    'NOBODY_ANSWERED',
  ]);
});

test('filled, it closes by itself: open pages are superseded and nobody is called again', () => {
  const filled = hear(found(10, 18).next, hour(2), { type: 'HOLE_FILLED' }).next;
  expect(filled.runs.flatMap(({ pages }) => pages.map(({ status }) => status))).toEqual(['SUPERSEDED']);
  expect(nextDue(filled, rotaHoleLadderOf)).toBeUndefined();
  expect(isRotaHoleClosed(filled)).toBe(true);
  expect(hear(filled, hour(3), { type: 'HOLE_FILLED' }).outcome).toBe('NO_LONGER_APPLIES');
});

test('one look raises a new hole once, keeps a known one though it has shrunk, and ends what is filled or over', () => {
  const place = { role: 'DESK_NURSE', siteId: 'st_site' } as const;
  const hole = (from: number, to: number) => ({ ...place, fromAt: hour(from), toAt: hour(to) });
  expect(compareHoles([], [hole(1, 2)], hour(0))).toEqual({ raised: [hole(1, 2)], filled: [], passed: [] });
  expect(compareHoles([hole(1, 9)], [hole(5, 9)], hour(0))).toEqual({ raised: [], filled: [], passed: [] });
  expect(compareHoles([hole(1, 9)], [], hour(0))).toEqual({ raised: [], filled: [hole(1, 9)], passed: [] });
  expect(compareHoles([hole(1, 9)], [hole(12, 13)], hour(9))).toEqual({
    raised: [hole(12, 13)],
    filled: [],
    passed: [hole(1, 9)],
  });
});
