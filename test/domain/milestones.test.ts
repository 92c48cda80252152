import * as fc from 'fast-check';
import { ecgId } from '../../workflows/domain/ids';
import { milestone, standing, when } from '../../workflows/domain/milestones';
import { MILESTONES } from '../../workflows/domain/vocabulary';
import { anEntry, milestonesAt, minute } from '../builders/anEpisode';
import { given } from '../builders/given';

test('of two reports of one time the earlier counts, whichever came first', () => {
  const early = anEntry('DOOR', minute(4), { n: 2, receivedAt: minute(50) });
  const late = anEntry('DOOR', minute(6), { n: 1, receivedAt: minute(6) });
  expect(when([late, early], 'DOOR')).toBe(minute(4));
  expect(
    when(
      [
        { ...early, n: 1 },
        { ...late, n: 2 },
      ],
      'DOOR',
    ),
  ).toBe(minute(4));
});

test('4.1 human: what a person says counts before what a device or the system inferred, whichever is earlier', () => {
  const gate = anEntry('DOOR', minute(4), { n: 1, source: 'DEVICE' });
  const nurse = anEntry('DOOR', minute(7), { n: 2, source: 'HUMAN' });
  expect(when([gate, nurse], 'DOOR')).toBe(minute(7));
  expect(
    when(
      [
        { ...nurse, n: 1 },
        { ...gate, n: 2 },
      ],
      'DOOR',
    ),
  ).toBe(minute(7));
  expect(when([gate], 'DOOR')).toBe(minute(4));
  const later = anEntry('DOOR', minute(6), { n: 3, source: 'BACK_ENTERED' });
  expect(when([gate, nurse, later], 'DOOR')).toBe(minute(6));
});

test('4.1 human: a first contact at the bedside counts before the alarm that began the episode', () => {
  const alarm = anEntry('FMC', minute(0), { n: 1, source: 'DEVICE' });
  expect(when([alarm, anEntry('FMC', minute(11), { n: 2 })], 'FMC')).toBe(minute(11));
});

test('R1: of a call for help the earliest counts, a button pressed before a telephone call too', () => {
  const button = anEntry('HELP_SOUGHT', minute(0), { n: 1, source: 'DEVICE' });
  expect(when([button, anEntry('HELP_SOUGHT', minute(3), { n: 2 })], 'HELP_SOUGHT')).toBe(minute(0));
});

test('a correction replaces what it corrects, and the corrected entry stays in the list', () => {
  const entries = [anEntry('DOOR', minute(4), { n: 1 }), anEntry('DOOR', minute(9), { n: 2, corrects: 1 })];
  expect(milestone(entries, 'DOOR')).toMatchObject({ n: 2, at: minute(9) });
  expect(entries).toHaveLength(2);
  expect(standing(entries).map(({ n }) => n)).toEqual([2]);
});

test('a correction of a correction stands alone', () => {
  const entries = [
    anEntry('DOOR', minute(4), { n: 1 }),
    anEntry('DOOR', minute(9), { n: 2, corrects: 1 }),
    anEntry('DOOR', minute(5), { n: 3, corrects: 2 }),
  ];
  expect(when(entries, 'DOOR')).toBe(minute(5));
});

test('a list with one more entry is another list: what was asked before does not answer for it', () => {
  const entries = milestonesAt({ FMC: 0 });
  expect(when(entries, 'DOOR')).toBeUndefined();
  expect(when([...entries, anEntry('DOOR', minute(30), { n: 2 })], 'DOOR')).toBe(minute(30));
});

test('the order in which uncorrected reports arrive changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 6 }), (minutes) => {
      const entries = minutes.map((at, index) => anEntry('FMC', minute(at), { n: index + 1 }));
      expect(when(entries, 'FMC')).toBe(minute(Math.min(...minutes)));
      expect(when(entries.toReversed(), 'FMC')).toBe(minute(Math.min(...minutes)));
    }),
  );
});

test('10.21: the further times the rows need can be recorded like any other', () => {
  const further =
    'CALL_RING CALL_ANSWERED TRIAGE FIRST_DOCTOR CONSULT_REQUESTED CONSULT_STARTED NSTE_DX RISK_LABEL CT_NOTIFIED CT_SCAN_START ECHO_REQUESTED ECHO_DONE ED_ROOM CCU TN2_DRAWN COMMUNITY_VISIT1 UP_REF_CONTACT READY BED_ASKED BED_ACCEPTED LEFT';
  expect(MILESTONES).toEqual(expect.arrayContaining(further.split(' ')));
});

test('R26 a cart whose clock is wrong: its ECG counts at the corrected time, and by how much it was corrected is kept', () => {
  const drifted = { at: minute(9), precision: 'SECOND', source: 'DEVICE', deviceOffsetMs: -95_000 } as const;
  const { episode } = given({
    ...{ type: 'ECG_RECEIVED', acquired: drifted, ecgReceivedAt: minute(10), heardMin: 10 },
    ...{ ecgId: ecgId('ecg_1'), readingId: 'rd_ecg_1' },
  });
  expect(milestone(episode.milestones, 'ECG1_ACQUIRED')).toMatchObject({ at: minute(9), deviceOffsetMs: -95_000 });
  expect(milestone(episode.milestones, 'ECG1_RECEIVED')?.deviceOffsetMs).toBeUndefined();
});
