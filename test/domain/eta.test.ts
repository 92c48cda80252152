import type { Episode } from '../../workflows/domain/episode';
import { diagnosisToWireBy, etaCounts } from '../../workflows/domain/forecast';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { anEpisode, minute } from '../builders/anEpisode';

type Minutes = Parameters<typeof anEpisode>[1];
const forecast = { madeAt: minute(0), localMin: 20, driveMin: 40, arrivalToWireMin: 35, cases: 12 };
/** Diagnosed at the call, forecast made at once; what else is known by minute. */
const at = (minutes: Minutes, more: Partial<Episode> = {}) =>
  anEpisode({ forecast, ...more }, { STEMI_DX: 0, ...minutes });
const said = (saidMin: number, etaMin: number) => ({ saidAt: minute(saidMin), etaAt: minute(etaMin) });

describe('P6T: the crew says when it arrives', () => {
  const road = at({ REF_DOOR_OUT: 20 });
  test('on the road its word stands for the drive: what has passed, the rest of the road, arrival to wire', () => {
    expect(diagnosisToWireBy(road, undefined, minute(30))).toBe(30 + 30 + 35);
    expect(diagnosisToWireBy(road, said(28, 75), minute(30))).toBe(75 + 35);
  });
  test('past its own time it is not there yet: the minutes go on', () => {
    expect(diagnosisToWireBy(road, said(28, 32), minute(36))).toBe(36 + 35);
  });
  test('ten minutes old it still counts, older it does not, and an edition may set another age', () => {
    expect(etaCounts(road, said(25, 75), minute(35))).toBe(true);
    expect(etaCounts(road, said(25, 75), minute(36))).toBe(false);
    expect(diagnosisToWireBy(road, said(25, 75), minute(36))).toBe(36 + 24 + 35);
    const slow = at({ REF_DOOR_OUT: 20 }, { pathway: { ...DEFAULT_PATHWAY, thresholds: { ETA_COUNTS: 20 } } });
    expect(etaCounts(slow, said(25, 75), minute(36))).toBe(true);
  });
  test('a vehicle that is still to come, one that spoke before it left, or one that has arrived says nothing of the road', () => {
    expect(etaCounts(at({}), said(25, 40), minute(30))).toBe(false);
    expect(etaCounts(road, said(15, 75), minute(22))).toBe(false);
    expect(etaCounts(at({ REF_DOOR_OUT: 20, DOOR: 60 }), said(58, 60), minute(61))).toBe(false);
  });
  test('from the scene straight to the hospital it counts as from a sender', () => {
    expect(etaCounts(at({ LEAVE_SCENE: 20 }), said(28, 75), minute(30))).toBe(true);
  });
});
