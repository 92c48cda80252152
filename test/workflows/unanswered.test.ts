import type { Role } from '../../workflows/domain/vocabulary';
import {
  alarms,
  callsForHelp,
  castOf,
  type Cast,
  ecgArrives,
  exactly,
  isDecided,
  isRead,
  recorder,
} from '../story/stemi';
import { setStage, type Stage, type Subject } from '../story/stage';
import { type TimeSkipping, timeSkipping } from '../support/temporal';

// Two cores shared with other suites make virtual hours take longer than jest's five seconds.
jest.setTimeout(60_000);

/** The same story without the answers. Minutes and roles: clinical.md 1.1, 1.2, 4.3 R4 and R7, 6.3, 10.11–10.13, 10.28. */
let server: TimeSkipping;
let stage: Stage;
let cast: Cast;

beforeEach(async () => {
  server = await timeSkipping();
  stage = await setStage(server);
  cast = castOf();
});
afterEach(async () => {
  await stage.leave();
  await server.stop();
});

const ladder = (key: string) => stage.rows('ladder').find((row) => row.key === key);
/** Whom one ladder told, by minutes after its start. */
const told = ({ id }: Subject, key: string, from: number) =>
  stage.told(stage.minute(from), (page) => page.subjectId === id && page.id.startsWith(`${id}:${key}:`));
const clock = (target: string) => stage.rows('clock').find((row) => row.target === target);
type Memory = { readonly announced: readonly { readonly level: string; readonly at: number }[] };
/** The levels a clock has passed, by minutes after its start, as the episode remembers them. */
const levels = (target: string, from: number) => {
  const last = stage.ward.flushes.findLast(({ id }) => id === cast.episode.id)?.state;
  const { clocks } = last as { readonly clocks: Readonly<Record<string, Memory>> };
  const minute = (at: number) => Math.round((at - stage.minute(from)) / 6000) / 10;
  return clocks[target]?.announced.map(({ level, at }) => `${minute(at)} ${level}`);
};

test('R4, 10.13: an ECG nobody reads climbs from the duty reader over five people to the neighbouring hub, and stays on the board', async () => {
  await callsForHelp(stage, cast);
  await ecgArrives(stage, cast, 13);
  await stage.until(13 + 30);
  expect(told(cast.reading, 'READ', 13)).toEqual([
    '0 ECG_READER',
    '3 SECOND_READER',
    '5 ECG_READER',
    '5 SECOND_READER',
    '8 ON_CALL_CARDIOLOGIST',
    '10 DUTY_DIRECTOR',
    '15 HUB_READER',
  ]);
  expect(ladder('READ')).toMatchObject({ status: 'NOBODY_ANSWERED' });
});

test('an ECG that was opened and not signed still reaches the cardiologist and the director', async () => {
  await callsForHelp(stage, cast);
  await ecgArrives(stage, cast, 13);
  await stage.until(15);
  await stage.say(cast.reading, 'ECG_READER', { type: 'READING_OPENED' });
  await stage.until(13 + 12);
  expect(told(cast.reading, 'READ', 13)).toEqual(['0 ECG_READER', '8 ON_CALL_CARDIOLOGIST', '10 DUTY_DIRECTOR']);
});

test('the clock of the reading records every level and tells nobody a second time', async () => {
  await callsForHelp(stage, cast);
  await ecgArrives(stage, cast, 13);
  await stage.until(30);
  await isRead(stage, cast);
  await stage.until(31);
  expect(levels('T07', 13)).toEqual(['5 HALF', '7.5 NEAR_BREACH', '10 BREACH', '15 ESCALATED']);
  expect(told(cast.episode, 'CLOCK:T07', 13)).toEqual([]);
  expect(clock('T07')).toMatchObject({ status: 'MISSED', reasonOwed: true, level: 'ESCALATED' });
});

test('R7: a lab team that does not answer: each is called, then the coordinator, the backup team and the director', async () => {
  await callsForHelp(stage, cast);
  await ecgArrives(stage, cast, 13);
  await isRead(stage, cast);
  await isDecided(stage, cast);
  await stage.until(19 + 40);
  for (const role of ['INTERVENTIONIST', 'LAB_NURSE', 'LAB_TECHNICIAN'] as const) {
    expect(told(cast.episode, `LAB:${role}`, 19)).toEqual([
      `0 ${role}`,
      `5 ${role}`,
      '15 COORDINATOR',
      '20 BACKUP_LAB_TEAM',
      '30 DUTY_DIRECTOR',
    ]);
    expect(ladder(`LAB:${role}`)).toMatchObject({ status: 'NOBODY_ANSWERED' });
  }
  expect(levels('T17', 19)).toEqual(['15 HALF', '22.5 NEAR_BREACH', '30 BREACH']);
});

test('no wire: checkpoints at 45, 60 and 75 minutes, the director at 90, the hospital on duty at 135, and then it is said that nobody answered', async () => {
  const mark = recorder(stage, cast.episode);
  await callsForHelp(stage, cast);
  await ecgArrives(stage, cast, 13);
  await isRead(stage, cast);
  await isDecided(stage, cast);
  await mark(50, 'EMS_CREW', 'DOOR');
  await stage.until(50 + 160);
  const heard: readonly string[] = told(cast.episode, 'CLOCK:T18', 50);
  const by = (role: Role) => heard.filter((one) => one.endsWith(` ${role}`));
  expect(by('COORDINATOR')).toEqual(['45 COORDINATOR', '60 COORDINATOR', '75 COORDINATOR']);
  expect(by('DUTY_DIRECTOR')).toEqual(['90 DUTY_DIRECTOR', '135 DUTY_DIRECTOR']);
  expect(by('HOSPITAL_DUTY')).toEqual(['135 HOSPITAL_DUTY', '140 HOSPITAL_DUTY']);
  expect(levels('T18', 50)).toEqual(['45 HALF', '67.5 NEAR_BREACH', '90 BREACH', '135 ESCALATED']);
  expect(ladder('CLOCK:T18')).toMatchObject({ status: 'NOBODY_ANSWERED' });
  expect(stage.rows('episode')).toEqual([expect.objectContaining({ nobodyAnswered: true })]);

  // A breach stops nobody: the wire is taken, late, and the reason is asked for.
  await mark(211, 'LAB_NURSE', 'WIRE');
  expect(clock('T18')).toMatchObject({ status: 'MISSED', tookMin: 161, reasonOwed: true });
  await stage.say(cast.episode, 'COORDINATOR', { type: 'DELAY_EXPLAINED', target: 'T18', reason: 'TEAM_LATE' });
  expect(clock('T18')).toMatchObject({ reasonOwed: false, delayReason: 'TEAM_LATE' });
});

test('what nobody answered stays until a person says what was done', async () => {
  await callsForHelp(stage, cast);
  await stage.until(60);
  expect(stage.rows('episode')).toEqual([expect.objectContaining({ nobodyAnswered: true })]);
  for (const { key } of stage.rows('ladder').filter(({ status }) => status === 'NOBODY_ANSWERED'))
    await stage.say(cast.episode, 'DUTY_DIRECTOR', {
      type: 'NOBODY_CLEARED',
      ladder: key,
      reason: 'Called back by phone.',
    });
  expect(stage.rows('episode')).toEqual([expect.objectContaining({ nobodyAnswered: false })]);
});

test('whoever acknowledges a level still hears nothing of it twice, and the next level goes to the next person all the same', async () => {
  await callsForHelp(stage, cast);
  await stage.until(16);
  await stage.acknowledge(cast.episode, 'REFERRING_DOCTOR'); // T05 at 7 min; the patient is at the sender's door
  await stage.until(8 + 17);
  expect(told(cast.episode, 'CLOCK:T05', 8)).toEqual([
    '7 REFERRING_DOCTOR',
    '10 REFERRING_CHEST_PAIN_LEAD',
    '15 COORDINATOR',
    '15 DUTY_DIRECTOR',
  ]);
});

test('10.28, 10.43: an alarm nobody answers: second desk, doctor, coordinator every minute, from the fifth the director too', async () => {
  await callsForHelp(stage, cast);
  await alarms(stage, cast, 20);
  await stage.until(20 + 8.5);
  expect(told(cast.incident, 'ALARM', 20)).toEqual([
    '0 DESK_NURSE',
    '1 SECOND_DESK_NURSE',
    '2 DUTY_DOCTOR',
    '3 COORDINATOR',
    '4 COORDINATOR',
    '5 COORDINATOR',
    '5 DUTY_DIRECTOR',
    '6 COORDINATOR',
    '6 DUTY_DIRECTOR',
    '7 COORDINATOR',
    '7 DUTY_DIRECTOR',
    '8 COORDINATOR',
    '8 DUTY_DIRECTOR',
  ]);
  expect(ladder('ALARM')).toMatchObject({ status: 'NOBODY_ANSWERED' });
  await stage.say(cast.incident, 'DUTY_DOCTOR', { type: 'INCIDENT_ACKNOWLEDGED' });
  await stage.until(20 + 15);
  const after = told(cast.incident, 'ALARM', 20).filter((one) => Number.parseFloat(one) > 8.5);
  expect(after).toEqual([]);
});

test('times that are told late set off every overdue level at once, each person once', async () => {
  await callsForHelp(stage, cast);
  await ecgArrives(stage, cast, 13);
  await isRead(stage, cast);
  await isDecided(stage, cast);
  await stage.until(203);
  const before = stage.ward.pages.length;
  await stage.say(cast.episode, 'EMS_CREW', {
    type: 'MILESTONE_RECORDED',
    code: 'DOOR',
    time: exactly(stage.minute(45)),
  });
  await stage.until(203.1);
  const now = stage.ward.pages.slice(before).filter(({ because }) => because.target === 'T18');
  expect(now.map(({ role }) => role).sort()).toEqual(['COORDINATOR', 'DUTY_DIRECTOR', 'HOSPITAL_DUTY']);
});
