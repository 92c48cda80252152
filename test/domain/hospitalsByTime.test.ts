import { labEnd } from '../../workflows/domain/labEnd';
import { anEpisode, minute } from '../builders/anEpisode';
import type { HospitalByTime } from '../../workflows/domain/hospitalsByTime';
import { byTime } from '../../workflows/domain/hospitalsByTime';

const hospital = (siteId: string, minutes: number | undefined, more: Partial<HospitalByTime> = {}): HospitalByTime => ({
  siteId,
  labs: { all: 2, free: 1, waiting: 0 },
  ...{ byAgreement: true, refused: false, isReceiving: false },
  ...(minutes === undefined ? {} : { figure: { arrivalToWireMin: minutes, cases: 12 } }),
  ...more,
});
const order = (...hospitals: readonly HospitalByTime[]) => byTime(hospitals).map(({ siteId }) => siteId);

describe('R6: lab occupied, the next PCI hospital by time', () => {
  test('the shortest of their own times comes first, an unknown one after the known', () => {
    expect(order(hospital('none', undefined), hospital('slow', 80), hospital('quick', 55))).toEqual([
      'quick',
      'slow',
      'none',
    ]);
  });
  test('a lab that is occupied, or that somebody waits for, comes after one with room', () => {
    const held = hospital('held', 40, { labs: { all: 1, free: 0, waiting: 1 } });
    const awaited = hospital('awaited', 45, { labs: { all: 2, free: 1, waiting: 1 } });
    expect(order(held, awaited, hospital('room', 70))).toEqual(['room', 'held', 'awaited']);
  });
  const drive = (minutes: number) => ({
    drive: {
      fromSiteId: 'st_here',
      toSiteId: 'st_there',
      minutes,
      knownOn: '2026-11-01',
      source: 'map',
      setBy: 'ps_admin',
    },
  });
  test('the drive counts once it is known to all: the nearer one comes first though its own time is longer', () => {
    expect(order(hospital('far', 50, drive(70)), hospital('near', 60, drive(20)))).toEqual(['near', 'far']);
  });
  test('a hospital whose drive nobody has entered does not look nearer: then only their own times are compared', () => {
    expect(order(hospital('entered', 50, drive(70)), hospital('not', 60))).toEqual(['entered', 'not']);
  });
  test('who refused this patient is last, whatever its time', () => {
    expect(order(hospital('no', 30, { refused: true }), hospital('yes', 90))).toEqual(['yes', 'no']);
  });
});

describe('2.2 lab state: when the lab is free of its holder', () => {
  const legs = { labInToEnd: { min: 60, cases: 9 }, wireToEnd: { min: 30, cases: 8 } };
  const forecast = { madeAt: minute(0), localMin: 5, driveMin: 20, arrivalToWireMin: 40 };
  test('from its wire, else from its entry, else from its own forecast of the wire, each with its n', () => {
    const holds = (minutes: Parameters<typeof anEpisode>[1]) =>
      labEnd(anEpisode({ forecast }, minutes), legs, minute(5));
    expect(holds({ STEMI_DX: 0, LAB_IN: 2, WIRE: 4 })).toEqual({ at: minute(34), cases: 8 });
    expect(holds({ STEMI_DX: 0, LAB_IN: 2 })).toEqual({ at: minute(62), cases: 9 });
    expect(holds({ STEMI_DX: 0 })).toEqual({ at: minute(5 + 20 + 40 + 30), cases: 8 });
  });
  test('a late one is not over before it ends, and without a case or a forecast the end is not known', () => {
    expect(labEnd(anEpisode({}, { LAB_IN: 2 }), legs, minute(100))).toEqual({ at: minute(100), cases: 9 });
    expect(labEnd(anEpisode({}, { LAB_IN: 2 }), {}, minute(5))).toBeUndefined();
    expect(labEnd(anEpisode({}, { STEMI_DX: 0 }), legs, minute(5))).toBeUndefined();
  });
});
