import { bypass, needsBay } from '../../workflows/domain/bypass';
import { labId } from '../../workflows/domain/ids';
import { anEpisode, minute } from '../builders/anEpisode';

test('2.7#1, 2.7#4: straight from the ambulance into the lab is a double bypass', () => {
  expect(bypass(anEpisode({}, { DOOR: 0, LAB_IN: 6 }))).toEqual({ ed: true, ccu: true });
});
test('2.7#2, 2.7#4: an ED room between door and lab is a single bypass', () => {
  expect(bypass(anEpisode({}, { DOOR: 0, ED_ROOM: 3, LAB_IN: 20 }))).toEqual({ ed: false, ccu: true });
});
test('a stop in the CCU before the lab is none', () => {
  expect(bypass(anEpisode({}, { DOOR: 0, ED_ROOM: 3, CCU: 15, LAB_IN: 40 }))).toEqual({ ed: false, ccu: false });
});
test('the CCU after the intervention takes nothing away', () => {
  expect(bypass(anEpisode({}, { DOOR: 0, LAB_IN: 6, PCI_END: 50, CCU: 60 }))).toEqual({ ed: true, ccu: true });
});
test('is not said before the patient is in the lab', () => {
  expect(bypass(anEpisode({}, { DOOR: 0 }))).toEqual({});
});
test('without the time of the door nobody can say whether the ED was bypassed', () => {
  expect(bypass(anEpisode({}, { LAB_IN: 6 }))).toEqual({ ccu: true });
});

describe('2.7#3: the lab is not ready when the patient comes', () => {
  const activation = { labId: labId('lab_1'), calledBy: 'ps_x', at: minute(-20), lab: 'HELD', arrived: {} } as const;
  test('2.7#3 until the lab is ready the nearest monitored bay is shown, and not on the way or afterwards', () => {
    const at = (minutes: Parameters<typeof anEpisode>[1]) => needsBay(anEpisode({ activation }, minutes));
    expect(at({ LAB_CALLED: -20, DOOR: 0 })).toBe(true);
    expect(at({ LAB_CALLED: -20 })).toBe(false);
    expect(at({ LAB_CALLED: -20, DOOR: 0, LAB_READY: 4 })).toBe(false);
    expect(at({ LAB_CALLED: -20, DOOR: 0, LAB_IN: 9 })).toBe(false);
    expect(needsBay(anEpisode({}, { DOOR: 0 }))).toBe(false);
  });
  test('2.7#3 it is recorded as no bypass, because of the lab, also when no other room was entered', () => {
    expect(bypass(anEpisode({}, { LAB_CALLED: -20, DOOR: 0, LAB_READY: 12, LAB_IN: 15 }))).toEqual({
      ed: false,
      ccu: true,
      because: 'LAB',
    });
  });
  test('2.7#3 a lab ready at the door, or called only then, is no reason', () => {
    expect(bypass(anEpisode({}, { LAB_CALLED: -20, LAB_READY: 0, DOOR: 0, LAB_IN: 6 }))).toEqual({
      ed: true,
      ccu: true,
    });
    expect(bypass(anEpisode({}, { DOOR: 0, ED_ROOM: 2, LAB_CALLED: 5, LAB_READY: 25, LAB_IN: 30 }))).toEqual({
      ed: false,
      ccu: true,
    });
  });
});
