import { bypass } from '../../workflows/domain/bypass';
import { anEpisode } from '../builders/anEpisode';

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
