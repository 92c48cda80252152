import { decideDigest, digestLadderOf, isDigestClosed, openDigest } from '../../workflows/domain/decideDigest';
import type { Decision } from '../../workflows/domain/decision';
import type { Digest, OpenDigest } from '../../workflows/domain/digest';
import { listedUntil, weekBefore } from '../../workflows/domain/digest';
import { isRefusal } from '../../workflows/domain/faults';
import { digestId } from '../../workflows/domain/ids';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { nextDue } from '../../workflows/domain/runs';
import type { Instant } from '../../workflows/domain/time';
import { instant } from '../../workflows/domain/time';

const ENGINE = { kind: 'SYSTEM', id: 'engine' } as const;
const { calendar } = DEFAULT_PATHWAY;
/** Of Monday, 23 November 2026, by the clock of the ward. */
const at = (time: string, date = '2026-11-23') => instant(Date.parse(`${date}T${time}:00+08:00`));
const opened = (time: string, extra: Partial<OpenDigest> = {}): Decision<Digest> =>
  openDigest({
    ...{ id: digestId('dg_1'), region: 'demo', reason: 'LOW_ALARMS', siteId: 'st_site', hubSiteId: 'st_hub', calendar },
    ...{ doctorId: 'ps_doctor', toAt: at('09:00'), lines: 3 },
    heard: { id: 'sent', receivedAt: at(time), by: ENGINE },
    ...extra,
  });
const hear = (digest: Digest, word: Parameters<typeof decideDigest>[1]): Decision<Digest> => {
  const decided = decideDigest(digest, word);
  if (isRefusal(decided)) throw new Error(decided.because);
  return decided;
};
const clock = (when: Instant) => new Date(when + 8 * 3_600_000).toISOString().slice(5, 16);
/** Whom it asks while nobody answers, and where it ends. */
function climbed(start: Decision<Digest>) {
  const told: string[] = [];
  let decision = start;
  let now = start.next.sentAt;
  for (;;) {
    for (const action of decision.actions)
      if (action.do === 'PAGE')
        told.push(
          ...action.pages.map(({ role, siteId, personId }) => [clock(now), role, siteId, personId].join(' ').trim()),
        );
    const next = nextDue(decision.next, digestLadderOf);
    if (next === undefined) return { told, end: `${clock(now)} ${decision.next.runs[0]?.status}` };
    now = next;
    decision = hear(decision.next, { type: 'TIME_PASSED', id: `t${now}`, by: ENGINE, receivedAt: now });
  }
}

test('6.4 the list of LOW alarms is its doctor’s, by name; four working hours later the community lead’s; then nobody answered', () => {
  expect(climbed(opened('09:05'))).toEqual({
    told: ['11-23T09:05 FAMILY_DOCTOR st_site ps_doctor', '11-23T13:05 COMMUNITY_LEAD st_site'],
    end: '11-23T17:05 NOBODY_ANSWERED',
  });
});

test('6.3 a list sent in the evening asks the lead in the morning, not at night', () => {
  expect(climbed(opened('17:00')).told).toEqual([
    '11-23T17:00 FAMILY_DOCTOR st_site ps_doctor',
    '11-24T09:00 COMMUNITY_LEAD st_site',
  ]);
});

test('6.4 a week nobody looked through is the desk lead’s, then the coordinator’s', () => {
  expect(climbed(opened('09:05', { reason: 'WEEK_OF_ALARMS' })).told).toEqual([
    '11-23T09:05 DESK_LEAD st_site',
    '11-23T13:05 COORDINATOR st_hub',
  ]);
});

test('6.4 it is acknowledged as one, and that is its end', () => {
  const { next } = opened('09:05');
  const pageId = next.runs[0]?.pages[0]?.id ?? '';
  const by = { kind: 'HUMAN', id: 'ps_doctor', role: 'FAMILY_DOCTOR' } as const;
  const seen = hear(next, { type: 'PAGE_ACKNOWLEDGED', id: 'ack', pageId, by, receivedAt: at('10:00') });
  expect(seen.next.runs[0]).toMatchObject({ status: 'ANSWERED', answeredBy: 'ps_doctor', endedAt: at('10:00') });
  expect(isDigestClosed(seen.next)).toBe(true);
});

test('6.4 the set hour divides the days: nothing goes out before it, in the quiet hours or on a day off', () => {
  expect(listedUntil(calendar, {}, at('08:59'))).toBeUndefined();
  expect(listedUntil(calendar, {}, at('09:00'))).toBe(at('09:00'));
  expect(listedUntil(calendar, {}, at('16:00'))).toBe(at('09:00'));
  expect(listedUntil(calendar, {}, at('21:00'))).toBeUndefined();
  expect(listedUntil(calendar, {}, at('12:00', '2026-11-22'))).toBeUndefined();
});

test('6.4 a hospital’s edition sets the hour', () => {
  const edition = { thresholds: { DIGEST_AT: 14 * 60 } };
  expect(listedUntil(calendar, edition, at('10:00'))).toBeUndefined();
  expect(listedUntil(calendar, edition, at('14:15'))).toBe(at('14:00'));
});

test.each(['2026-11-23', '2026-11-29'])('6.4 seen from %s the last whole week is Monday 16 to Sunday 22', (date) => {
  expect(weekBefore(calendar, at('09:00', date))).toEqual({
    from: at('00:00', '2026-11-16'),
    to: at('00:00', '2026-11-23'),
  });
});
