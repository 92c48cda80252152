import * as fc from 'fast-check';
import { levelAt, readClock } from '../../workflows/domain/clocks';
import { phaseOf } from '../../workflows/domain/phase';
import { recommendFor } from '../../workflows/domain/strategy';
import { LEVELS, OVERLAYS } from '../../workflows/domain/vocabulary';
import type { Overlay } from '../../workflows/domain/vocabulary';
import { OVERLAY_ROWS, standingOverlay } from '../../workflows/domain/overlays';
import { aTime, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { decided, ecg, given, milestone, pagesOf, read, timePasses } from '../builders/given';

const raised = (overlay: Overlay, atMin: number, heardMin = atMin): Word => ({
  type: 'OVERLAY_RAISED',
  overlay,
  time: aTime(minute(atMin)),
  heardMin,
});
const ended = (overlay: Overlay, atMin: number, cprMin?: number): Word => ({
  type: 'OVERLAY_ENDED',
  overlay,
  time: aTime(minute(atMin)),
  heardMin: atMin,
  ...(cprMin !== undefined && { cprMin }),
});
const contacted = [milestone('FMC', 0)];
const told = (decision: Parameters<typeof pagesOf>[0], reason: string) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === reason || because.target === reason)
    .map(({ role }) => role);

describe('10.14, 10.41: an arrest suspends running clocks and cancels none', () => {
  test('a four-minute arrest makes the ECG due four minutes later, and the time it took stays by the wall', () => {
    const { episode } = given(...contacted, raised('ARREST', 3), ended('ARREST', 7));
    expect(readClock('T05', episode, minute(8))).toMatchObject({ status: 'RUNNING', dueAt: minute(14) });
    const { next } = given(...contacted, raised('ARREST', 3), ended('ARREST', 7)).when(ecg(13));
    expect(readClock('T05', next, minute(14))).toMatchObject({ status: 'MET', tookMin: 13 });
  });
  test('while it lasts nobody is prompted for a clock that was not due before it', () => {
    expect(told(given(...contacted).when(timePasses(9)), 'T05')).toContain('FAMILY_DOCTOR');
    const arrested = given(...contacted, raised('ARREST', 3));
    expect(told(arrested.when(timePasses(60)), 'T05')).toEqual([]);
    const back = given(...contacted, raised('ARREST', 3), timePasses(60), ended('ARREST', 63));
    expect(told(back.when(timePasses(66)), 'T05')).toEqual([]);
    expect(told(back.when(timePasses(67.5)), 'T05')).toContain('FAMILY_DOCTOR');
  });
  test('a level that was reached before the arrest stays reached', () => {
    const { episode } = given(...contacted, timePasses(8), raised('ARREST', 9));
    expect(episode.clocks['T05']?.announced.map(({ level }) => level)).toEqual(['HALF', 'NEAR_BREACH']);
    expect(readClock('T05', episode, minute(30))?.levels?.NEAR_BREACH).toBe(minute(7.5));
  });
  test('an arrest before the clock began, or after it ended, does not move it', () => {
    const before = given(raised('ARREST', 1), ended('ARREST', 3), milestone('FMC', 4)).episode;
    expect(readClock('T05', before, minute(5))?.dueAt).toBe(minute(14));
    const after = given(...contacted, ecg(8), raised('ARREST', 9), ended('ARREST', 15)).episode;
    expect(readClock('T05', after, minute(20))).toMatchObject({ status: 'MET', dueAt: minute(10) });
    const overlapping = given(raised('ARREST', 1), milestone('FMC', 4), ended('ARREST', 6)).episode;
    expect(readClock('T05', overlapping, minute(7))?.dueAt).toBe(minute(16));
  });
  test('two arrests move a clock by both', () => {
    const { episode } = given(
      ...contacted,
      raised('ARREST', 1),
      ended('ARREST', 2),
      raised('ARREST', 4),
      ended('ARREST', 7),
    );
    expect(readClock('T05', episode, minute(8))?.dueAt).toBe(minute(14));
  });
  test('a clock it held up has its reason already', () => {
    const { episode } = given(...contacted, raised('ARREST', 3));
    expect(episode.clocks['T05']?.delayReason).toBe('CARDIAC_ARREST');
  });
  test('2.10: one that began while it lasted, and one that ended before it was told, have it too', () => {
    const began = given(raised('ARREST', 1), milestone('FMC', 4), ended('ARREST', 6)).episode;
    expect(began.clocks['T05']?.delayReason).toBe('CARDIAC_ARREST');
    const over: Word = { ...ended('ARREST', 10), heardMin: 21 };
    const toldAfterwards = given(...contacted, ecg(18), raised('ARREST', 9, 20), over).episode;
    expect(readClock('T05', toldAfterwards, minute(22))).toMatchObject({ status: 'MISSED', dueAt: minute(11) });
    expect(toldAfterwards.clocks['T05']?.delayReason).toBe('CARDIAC_ARREST');
  });
  test('10.41: one that ended before it, and the clocks of the year after, have not', () => {
    const after = given(...contacted, ecg(18), raised('ARREST', 19)).episode;
    expect(after.clocks['T05']?.delayReason).toBeUndefined();
    const home: readonly Word[] = [
      { type: 'DEPARTMENT_ENTERED', department: 'CCU', time: aTime(minute(110)), heardMin: 110 },
      { type: 'DISCHARGED', time: aTime(minute(4000)), drugs: [], highRisk: false, heardMin: 4000 },
    ];
    const year = given(...contacted, ...home, raised('ARREST', 4010)).episode;
    expect(year.clocks['T42']).toEqual({ announced: [] });
  });
});

describe('R18 and 2.10: VF and return of circulation', () => {
  const lysed = [milestone('FMC', 5), ecg(9), read('STEMI', 14), decided('LYSIS', 16), milestone('LYSIS_START', 20)];
  test('the receiving site hears of the arrest at once, and the phase stays what it was', () => {
    const arrest = given(...lysed).when(raised('ARREST', 30));
    expect(told(arrest, 'ARREST')).toEqual(['ON_CALL_CARDIOLOGIST', 'ED_DOCTOR', 'COORDINATOR']);
    expect(phaseOf(arrest.next)).toBe('POST_LYSIS');
  });
  test('after circulation is back a new ECG is asked for, until it is there', () => {
    const back = given(...lysed, raised('ARREST', 30)).when(ended('ARREST', 33));
    expect(told(back, 'ECG_AFTER_ARREST')).toEqual(['FAMILY_DOCTOR']);
    const recorded = given(...lysed, raised('ARREST', 30), ended('ARREST', 33), ecg(36, 'ecg_2'));
    expect(told(recorded.when(timePasses(43)), 'ECG_AFTER_ARREST')).toEqual([]);
  });
  test('return of circulation with STEMI is the PPCI path', () => {
    const before = [milestone('FMC', 5), ecg(9), read('STEMI', 14)];
    const { next } = given(...before, raised('ARREST', 15)).when(ended('ARREST', 18));
    expect(recommendFor(next, minute(19))?.row).toBe('2.2#2');
  });
  test('compressions of more than ten minutes become a relative contraindication, shorter ones do not', () => {
    const item = 'CPR_OVER_10_MINUTES_OR_TRAUMATIC';
    expect(given(raised('ARREST', 0)).when(ended('ARREST', 10)).next.checklist[item]).toBeUndefined();
    expect(given(raised('ARREST', 0)).when(ended('ARREST', 10.5)).next.checklist[item]).toBe('YES');
    expect(given(raised('ARREST', 0)).when(ended('ARREST', 20, 2)).next.checklist[item]).toBeUndefined();
  });
  test('VF comes back: each time is a stretch of its own and is told anew', () => {
    const again = given(...lysed, raised('ARREST', 30), ended('ARREST', 33)).when(raised('ARREST', 40));
    expect(told(again, 'ARREST')).toContain('ON_CALL_CARDIOLOGIST');
    expect(again.next.overlays).toHaveLength(2);
    expect(given(raised('ARREST', 5), ended('ARREST', 8)).refuses(raised('ARREST', 7, 9))?.refused).toBe('BAD_INPUT');
  });
});

test('only an arrest suspends; every overlay cites its row', () => {
  expect(OVERLAYS.filter((overlay) => OVERLAY_ROWS[overlay].suspends)).toEqual(['ARREST']);
  for (const overlay of OVERLAYS) expect(OVERLAY_ROWS[overlay].ref).not.toBe('');
});

test('shock is an answer of the recommendation too', () => {
  const { next } = given(milestone('FMC', 5), ecg(9), read('STEMI', 14)).when(raised('SHOCK', 15));
  expect(recommendFor(next, minute(16))?.row).toBe('2.2#1');
});

test('R5 a lost connection makes people speak by phone, until it is back', () => {
  expect(told(given(...contacted).when(raised('COMMS_LOST', 6)), 'COMMS_LOST')).toEqual(['COORDINATOR']);
  const back = given(...contacted, raised('COMMS_LOST', 6), ended('COMMS_LOST', 8));
  expect(told(back.when(timePasses(11)), 'COMMS_LOST')).toEqual([]);
});

test('R2 a caller who is lost before anybody arrived is called back, and after two minutes the contracted doctor goes', () => {
  expect(told(given().when(raised('COMMS_LOST', 1)), 'CALLER_LOST')).toEqual(['EMS_DISPATCHER']);
  expect(told(given(raised('COMMS_LOST', 1)).when(timePasses(3)), 'CALLER_LOST')).toEqual(['FAMILY_DOCTOR']);
  expect(told(given(raised('COMMS_LOST', 1), ended('COMMS_LOST', 2)).when(timePasses(3)), 'CALLER_LOST')).toEqual([]);
});

test('2.2#1 shock: a cardiologist and the receiving site hear of it at once', () => {
  expect(told(given(...contacted).when(raised('SHOCK', 6)), 'SHOCK')).toEqual(['ON_CALL_CARDIOLOGIST', 'ED_DOCTOR']);
});

test('an overlay is told once and ends once', () => {
  expect(given(raised('SHOCK', 5)).when(raised('SHOCK', 6)).outcome).toBe('DUPLICATE');
  expect(given().refuses(ended('SHOCK', 5))?.refused).toBe('ALREADY_DONE');
  const { next } = given(raised('COMMS_LOST', 5)).when(ended('COMMS_LOST', 9));
  expect(standingOverlay(next, 'COMMS_LOST')).toBeUndefined();
});

test('a clock under an arrest never goes back a level, while it lasts and after it', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.option(fc.nat(20)), fc.nat(60), fc.nat(60), (from, length, first, more) => {
      const words = [
        ...contacted,
        raised('ARREST', from),
        ...(length === null ? [] : [ended('ARREST', from + length)]),
      ];
      const { episode } = given(...words);
      const rank = (atMin: number) => {
        const reading = readClock('T05', episode, minute(atMin));
        const level = reading && levelAt(reading, minute(atMin));
        return level === undefined ? -1 : LEVELS.indexOf(level);
      };
      const now = from + (length ?? 0) + first;
      expect(rank(now + more)).toBeGreaterThanOrEqual(rank(now));
    }),
  );
});
