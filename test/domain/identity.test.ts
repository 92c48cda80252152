import { readClock } from '../../workflows/domain/clocks';
import type { Episode } from '../../workflows/domain/episode';
import { episodeRows } from '../../workflows/domain/episodeRows';
import { ecgId, episodeId, patientId } from '../../workflows/domain/ids';
import { milestone, when } from '../../workflows/domain/milestones';
import { standingOverlay } from '../../workflows/domain/overlays';
import { phaseOf } from '../../workflows/domain/phase';
import { aTime, minute } from '../builders/anEpisode';
import { aWorld } from '../builders/aWorld';
import { CARDIOLOGIST, ENGINE, labCalled, milestone as recorded, timePasses } from '../builders/given';
import type { Word } from '../builders/given';

const STEMI = { type: 'READING_SIGNED', finding: 'STEMI', territories: ['INFERIOR'] } as const;
const NORMAL = { type: 'READING_SIGNED', finding: 'NOT_ACUTE', territories: [] } as const;
const toOther = { episodeId: episodeId('ep_right'), patientId: patientId('pt_of_ep_right') };

const retracted = (name: string, heardMin: number, to: typeof toOther | undefined = toOther): Word => ({
  type: 'ECG_RETRACTED',
  ecgId: ecgId(`ecg_${name}`),
  reason: 'The bracelet is another patient’s.',
  ...(to && { to }),
  heardMin,
  by: CARDIOLOGIST,
});
const askedFor = (episode: Episode, kind: string): readonly string[] =>
  episode.runs.filter(({ key }) => key.startsWith(kind)).map(({ key }) => key.split(':').at(-1) ?? '');

/** Two patients; the first one's ECG was really the second one's. */
const mixedUp = () => {
  const world = aWorld();
  world.open('ep_wrong', 0);
  world.open('ep_right', 2);
  world.say('ep_wrong', recorded('FMC', 5));
  world.say('ep_right', recorded('FMC', 6));
  world.record('a', 'ep_wrong', 9);
  return world;
};

describe('R23 wrong patient', () => {
  test('a signed ECG taken back leaves no diagnosis with the one, and brings it to the other at its own time', () => {
    const world = mixedUp();
    world.read('a', STEMI, 14);
    expect(phaseOf(world.episode('ep_wrong'))).toBe('STRATEGY');
    world.say('ep_wrong', retracted('a', 20));
    const [wrong, right] = [world.episode('ep_wrong'), world.episode('ep_right')];
    expect(phaseOf(wrong)).toBe('FMC');
    expect(wrong.report).toBeUndefined();
    expect(readClock('T05', wrong, minute(21))).toMatchObject({ status: 'RUNNING', dueAt: minute(15) });
    expect(phaseOf(right)).toBe('STRATEGY');
    expect(when(right.milestones, 'ECG1_ACQUIRED')).toBe(minute(9));
    expect(when(right.milestones, 'STEMI_DX')).toBe(minute(14));
    expect(world.lost).toEqual([]);
  });
  test('a clock that began with the ECG taken back leaves the board with a reason, and runs again with the next ECG', () => {
    const world = mixedUp();
    const clock = (min: number) =>
      episodeRows(world.episode('ep_wrong'), minute(min)).find((row) => row.table === 'clock' && row.target === 'T07');
    expect(clock(10)).toMatchObject({ status: 'RUNNING', startedAt: minute(9) });
    world.say('ep_wrong', retracted('a', 11));
    expect(clock(30)).toMatchObject({ status: 'VOID', voidReason: 'NOT_APPLICABLE', reasonOwed: false });
    world.record('b', 'ep_wrong', 31);
    expect(clock(32)).toMatchObject({ status: 'RUNNING', startedAt: minute(31) });
    expect(clock(32)).not.toHaveProperty('voidReason');
  });
  test('nothing is deleted: every time stays with the entry that takes it back, who said so and why', () => {
    const world = mixedUp();
    world.read('a', STEMI, 14);
    const before = world.episode('ep_wrong').milestones;
    world.say('ep_wrong', retracted('a', 20));
    const after = world.episode('ep_wrong');
    expect(after.milestones.slice(0, before.length)).toEqual(before);
    const back = after.milestones.slice(before.length);
    expect(back.map(({ code }) => code)).toEqual(['ECG1_ACQUIRED', 'ECG1_RECEIVED', 'ECG1_REPORTED', 'STEMI_DX']);
    for (const entry of back)
      expect(entry).toMatchObject({ withdraws: true, recordedBy: 'ps_cardiologist', ecgId: 'ecg_a' });
    expect(after.retractions[0]).toMatchObject({ by: 'ps_cardiologist', to: toOther, ecg: { ecgId: 'ecg_a' } });
  });
  test('everybody who was paged hears the retraction, each with an acknowledgement of their own', () => {
    const world = mixedUp();
    world.read('a', STEMI, 14);
    world.say('ep_wrong', labCalled(16));
    world.say('ep_wrong', retracted('a', 20));
    const told = askedFor(world.episode('ep_wrong'), 'RETRACT');
    expect(told).toEqual(
      expect.arrayContaining(['EMS_DISPATCHER', 'INTERVENTIONIST', 'LAB_NURSE', 'LAB_TECHNICIAN', 'ECG_READER']),
    );
    const run = () => world.episode('ep_wrong').runs.find(({ key }) => key === 'RETRACT:1:LAB_NURSE');
    expect(run()?.pages.map(({ because }) => because.reason)).toEqual(['ECG_RETRACTED']);
    world.say('ep_wrong', { ...timePasses(25.5), by: ENGINE });
    expect(run()?.pages.map(({ channel }) => channel)).toEqual(['PUSH', 'VOICE']);
    const page = run()?.pages[0]?.id ?? '';
    world.say('ep_wrong', { type: 'PAGE_ACKNOWLEDGED', pageId: page, heardMin: 26 });
    expect(run()?.endedAt).toBe(minute(26));
  });
  test('an ECG nobody has signed yet goes with its reading, which tells its new episode', () => {
    const world = mixedUp();
    world.say('ep_wrong', retracted('a', 12));
    expect(world.reading('a')).toMatchObject({ episodeId: 'ep_right', patientId: 'pt_of_ep_right' });
    expect(world.episode('ep_right').ecgs.map(({ readingId }) => readingId)).toEqual(['rd_a']);
    world.read('a', STEMI, 14);
    expect(phaseOf(world.episode('ep_right'))).toBe('STRATEGY');
    expect(phaseOf(world.episode('ep_wrong'))).toBe('FMC');
    expect(world.lost).toEqual([]);
  });
  test('the reader says so at the reading: the first episode takes it back, and a reason is needed', () => {
    const world = mixedUp();
    const refused = world.read('a', { type: 'EPISODE_LINKED', ...toOther }, 12);
    expect(refused).toMatchObject({ refused: 'REASON_NEEDED' });
    world.read('a', { type: 'EPISODE_LINKED', ...toOther, reason: 'Age and sex do not fit.' }, 12);
    expect(world.episode('ep_wrong').retractions).toHaveLength(1);
    expect(when(world.episode('ep_wrong').milestones, 'ECG1_ACQUIRED')).toBeUndefined();
    expect(when(world.episode('ep_right').milestones, 'ECG1_ACQUIRED')).toBe(minute(9));
  });
  test('the cart sends it again: what was taken back does not come back', () => {
    const world = mixedUp();
    world.read('a', STEMI, 14);
    world.say('ep_wrong', retracted('a', 20));
    const again = world.say('ep_wrong', {
      type: 'ECG_RECEIVED',
      ecgId: ecgId('ecg_a'),
      readingId: 'rd_a',
      acquired: { at: minute(9), precision: 'SECOND', source: 'DEVICE' },
      ecgReceivedAt: minute(10),
      heardMin: 25,
    });
    expect(again).toMatchObject({ outcome: 'NO_LONGER_APPLIES' });
    expect(world.episode('ep_wrong').ecgs).toEqual([]);
  });
  test('another ECG of the right patient speaks for itself once the wrong one is gone', () => {
    const world = mixedUp();
    world.record('own', 'ep_wrong', 12);
    world.read('a', STEMI, 14);
    world.read('own', NORMAL, 16);
    world.say('ep_wrong', retracted('a', 20));
    const wrong = world.episode('ep_wrong');
    expect(wrong.report?.finding).toBe('NOT_ACUTE');
    expect(when(wrong.milestones, 'ECG1_ACQUIRED')).toBe(minute(12));
    expect(when(wrong.milestones, 'ECG1_REPORTED')).toBe(minute(16));
    expect(when(wrong.milestones, 'STEMI_DX')).toBeUndefined();
  });
  test('it may be nobody’s yet, and it can come back', () => {
    const world = mixedUp();
    world.read('a', STEMI, 14);
    world.say('ep_wrong', retracted('a', 20));
    const back = { episodeId: episodeId('ep_wrong'), patientId: patientId('pt_of_ep_wrong') };
    world.say('ep_right', retracted('a', 25, back));
    expect(phaseOf(world.episode('ep_wrong'))).toBe('STRATEGY');
    expect(phaseOf(world.episode('ep_right'))).toBe('FMC');
    world.say('ep_wrong', { ...retracted('a', 30), to: undefined } as unknown as Word);
    expect(phaseOf(world.episode('ep_wrong'))).toBe('FMC');
  });
});

describe('R23 IDENTITY_DOUBT freezes what would follow by itself', () => {
  const doubted = (heardMin: number): Word => ({
    type: 'IDENTITY_DOUBTED',
    ecgId: ecgId('ecg_a'),
    reason: 'A man’s name, a woman’s ECG form.',
    heardMin,
    by: CARDIOLOGIST,
  });
  const settled = (heardMin: number): Word => ({ type: 'IDENTITY_SETTLED', ecgId: ecgId('ecg_a'), heardMin });
  test('a STEMI signed on a doubtful ECG diagnoses nobody until somebody says whose it is', () => {
    const world = mixedUp();
    world.say('ep_wrong', doubted(12));
    expect(standingOverlay(world.episode('ep_wrong'), 'IDENTITY_DOUBT')?.from).toBe(minute(12));
    world.read('a', STEMI, 14);
    expect(phaseOf(world.episode('ep_wrong'))).toBe('ECG_PENDING_READ');
    world.say('ep_wrong', settled(16));
    const sure = world.episode('ep_wrong');
    expect(standingOverlay(sure, 'IDENTITY_DOUBT')).toBeUndefined();
    expect(milestone(sure.milestones, 'STEMI_DX')).toMatchObject({ at: minute(14), receivedAt: minute(16) });
  });
  test('taken back, the doubt is over and the other episode gets the signature', () => {
    const world = mixedUp();
    world.say('ep_wrong', doubted(12));
    world.read('a', STEMI, 14);
    world.say('ep_wrong', retracted('a', 20));
    expect(standingOverlay(world.episode('ep_wrong'), 'IDENTITY_DOUBT')).toBeUndefined();
    expect(phaseOf(world.episode('ep_right'))).toBe('STRATEGY');
  });
  test('a doubt about the whole patient that a person raised is not ended by an ECG', () => {
    const world = mixedUp();
    world.say('ep_wrong', { type: 'OVERLAY_RAISED', overlay: 'IDENTITY_DOUBT', time: aTime(minute(8)), heardMin: 8 });
    world.say('ep_wrong', doubted(12));
    world.say('ep_wrong', settled(16));
    expect(standingOverlay(world.episode('ep_wrong'), 'IDENTITY_DOUBT')?.from).toBe(minute(8));
  });
  test('the treatment goes on: a named doctor may decide all the same', () => {
    const world = mixedUp();
    world.read('a', STEMI, 14);
    world.say('ep_wrong', doubted(15));
    const chosen = world.say('ep_wrong', {
      type: 'STRATEGY_DECIDED',
      strategy: 'PPCI_BY_TRANSFER',
      heardMin: 16,
      by: CARDIOLOGIST,
    });
    expect(chosen).toMatchObject({ outcome: 'APPLIED' });
  });
});

describe('R1 duplicate calls', () => {
  const merged = (heardMin: number, reason = 'Same bracelet, same street.'): Word => ({
    type: 'EPISODE_MERGED',
    into: toOther,
    reason,
    heardMin,
    by: CARDIOLOGIST,
  });
  test('one episode goes on with both calls, the earliest of which counts; the other ends and points to it', () => {
    const world = mixedUp();
    world.say('ep_wrong', merged(12));
    const [ended, goesOn] = [world.episode('ep_wrong'), world.episode('ep_right')];
    expect(phaseOf(ended)).toBe('CLOSED');
    expect(ended).toMatchObject({ closed: { reason: 'DUPLICATE' }, mergedInto: toOther });
    expect(when(goesOn.milestones, 'HELP_SOUGHT')).toBe(minute(0));
    expect(goesOn.milestones.filter(({ code }) => code === 'HELP_SOUGHT')).toHaveLength(2);
    expect(milestone(goesOn.milestones, 'FMC')).toMatchObject({ at: minute(5), fromEpisodeId: 'ep_wrong' });
    expect(world.lost).toEqual([]);
  });
  test('its ECGs go along: one that waits for its reader, and one that is signed', () => {
    const world = mixedUp();
    world.record('b', 'ep_wrong', 10);
    world.read('a', STEMI, 14);
    world.say('ep_wrong', merged(15));
    expect(
      world
        .episode('ep_right')
        .ecgs.map(({ readingId }) => readingId)
        .sort(),
    ).toEqual(['rd_a', 'rd_b']);
    expect(phaseOf(world.episode('ep_right'))).toBe('STRATEGY');
    world.read('b', NORMAL, 18);
    expect(world.episode('ep_right').ecgs.find(({ readingId }) => readingId === 'rd_b')?.report?.finding).toBe(
      'NOT_ACUTE',
    );
    expect(world.lost).toEqual([]);
  });
  test('whoever was paged for the one that ended hears where it goes on, and no vehicle is called off', () => {
    const world = mixedUp();
    world.say('ep_wrong', merged(12));
    expect(askedFor(world.episode('ep_wrong'), 'MERGED')).toEqual(expect.arrayContaining(['EMS_DISPATCHER']));
    const dispatch = world.episode('ep_right').runs.find(({ key }) => key === 'DISPATCH');
    expect(dispatch?.endedAt).toBeUndefined();
    const [page] = world.episode('ep_wrong').runs.find(({ key }) => key.startsWith('MERGED'))?.pages ?? [];
    const heard = world.say('ep_wrong', { type: 'PAGE_ACKNOWLEDGED', pageId: page?.id ?? '', heardMin: 13 });
    expect(heard).toMatchObject({ outcome: 'APPLIED' });
  });
  test('a vehicle that is on its way to the one serves the other', () => {
    const world = mixedUp();
    world.say('ep_wrong', recorded('DISPATCH', 7));
    world.say('ep_wrong', merged(12));
    expect(when(world.episode('ep_right').milestones, 'DISPATCH')).toBe(minute(7));
    expect(world.episode('ep_right').runs.find(({ key }) => key === 'DISPATCH')?.endedAt).toBe(minute(12));
  });
  test('merged twice it counts once', () => {
    const world = mixedUp();
    world.say('ep_wrong', merged(12));
    const before = world.episode('ep_right').milestones.length;
    const facts = { milestones: [], ecgs: [], overlays: [], checklist: {}, consents: {} };
    const again = world.say('ep_right', {
      type: 'FACTS_MOVED',
      fromEpisodeId: episodeId('ep_wrong'),
      facts,
      heardMin: 13,
      by: ENGINE,
    });
    expect(again).toMatchObject({ outcome: 'DUPLICATE' });
    expect(world.episode('ep_right').milestones).toHaveLength(before);
  });
  test('the one whose lab is activated is never the one that ends: two activations can’t become one by merging', () => {
    const world = mixedUp();
    world.read('a', STEMI, 14);
    world.say('ep_wrong', labCalled(16));
    expect(world.say('ep_wrong', merged(17))).toMatchObject({ refused: 'WRONG_PHASE' });
    expect(world.say('ep_right', { ...merged(17), reason: '' } as Word)).toMatchObject({ refused: 'BAD_INPUT' });
  });
  test('an arrest that lasts, and answers the other did not have, are taken over', () => {
    const world = mixedUp();
    world.say('ep_wrong', { type: 'OVERLAY_RAISED', overlay: 'ARREST', time: aTime(minute(8)), heardMin: 8 });
    world.say('ep_wrong', {
      type: 'CHECKLIST_ANSWERED',
      answers: { STREPTOKINASE_BEFORE: 'NO' },
      killip: 2,
      heardMin: 9,
    });
    world.say('ep_wrong', merged(12));
    const goesOn = world.episode('ep_right');
    expect(standingOverlay(goesOn, 'ARREST')?.from).toBe(minute(8));
    expect(goesOn).toMatchObject({ killip: 2, checklist: { STREPTOKINASE_BEFORE: 'NO' } });
  });
  test('an ECG that still reaches the one that ended goes on to the other', () => {
    const world = mixedUp();
    world.say('ep_wrong', merged(12));
    world.record('late', 'ep_wrong', 13);
    expect(world.episode('ep_right').ecgs.map(({ readingId }) => readingId)).toContain('rd_late');
    world.read('late', STEMI, 16);
    expect(phaseOf(world.episode('ep_right'))).toBe('STRATEGY');
  });
});

describe('R25 unknown patient', () => {
  const identified = (to: string, heardMin: number, identifiers = 'Identity card, daughter.'): Word => ({
    type: 'PATIENT_IDENTIFIED',
    patientId: patientId(to),
    identifiers,
    heardMin,
  });
  const unknown = () => {
    const world = aWorld();
    world.open('ep_unknown', 0, { unidentified: true, patientId: patientId('pt_temporary') });
    return world;
  };
  test('care starts without a name; who it is, is asked of whoever holds the patient', () => {
    const world = unknown();
    expect(world.episode('ep_unknown').questions).toMatchObject([
      { kind: 'UNKNOWN_PATIENT', role: 'FAMILY_DOCTOR', status: 'OPEN' },
    ]);
    world.say('ep_unknown', recorded('FMC', 5));
    expect(readClock('T05', world.episode('ep_unknown'), minute(6))?.status).toBe('RUNNING');
  });
  test('named by two identifiers, the episode is that person’s, and unsigned ECGs are read as theirs', () => {
    const world = unknown();
    world.record('a', 'ep_unknown', 9);
    expect(world.say('ep_unknown', identified('pt_known', 20, ' '))).toMatchObject({ refused: 'REASON_NEEDED' });
    world.say('ep_unknown', identified('pt_known', 20));
    const named = world.episode('ep_unknown');
    expect(named.patientId).toBe('pt_known');
    expect(named.unidentified).toBeUndefined();
    expect(named.questions[0]?.status).toBe('ANSWERED');
    expect(world.reading('a')?.patientId).toBe('pt_known');
    expect(askedFor(named, 'NAMED')).toEqual([]);
  });
  test('R23 another person than was said: everybody who was told hears the right name is another', () => {
    const world = unknown();
    world.say('ep_unknown', identified('pt_known', 20));
    world.say('ep_unknown', identified('pt_other', 30));
    expect(world.episode('ep_unknown').patientId).toBe('pt_other');
    expect(askedFor(world.episode('ep_unknown'), 'NAMED')).toContain('EMS_DISPATCHER');
  });
});
