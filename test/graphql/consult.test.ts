import type { Api } from './anApi';
import { anApi, makeSay, until } from './anApi';

let api: Api;
beforeAll(async () => {
  api = await anApi({ engine: true });
});
afterAll(() => api.stop());

const say = makeSay(() => api, 'consult');
type Seen = {
  isOpen: boolean;
  asked: { person: { id: string } };
  site: { id: string };
  answered: { person: { id: string }; role: string } | null;
  answer: { reading: string | null; transfer: string | null; notGiven: string[] } | null;
};
const consults = async (id: string) =>
  (
    await api.ask<{ episode: { consults: Seen[] } | null }>(
      'ps_coordinator',
      `{ episode(id: "${id}") { consults { isOpen asked { person { id } } site { id } answered { person { id } role } answer { reading transfer notGiven } } } }`,
    )
  ).data?.episode?.consults ?? [];

test('7.2#71: a doctor asks the hub, a named cardiologist answers, and the record shows who said what', async () => {
  const now = new Date().toISOString();
  const opening = `patientId: "pt_demo_a", helpChannel: FAMILY_DOCTOR, helpSought: { at: "${now}" }, complaints: []`;
  const id = (await say('ps_family1', 'openEpisode', opening)).episodeId ?? '';
  const asking = (role: string) => `episodeId: "${id}", role: ${role}, siteId: "st_hub", question: "move or stay?"`;
  expect(await say('ps_family1', 'askConsult', asking('FAMILY_DOCTOR'))).toMatchObject({ code: 'BAD_INPUT' });
  expect(await say('ps_reader', 'askConsult', asking('ON_CALL_CARDIOLOGIST'))).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await say('ps_family1', 'askConsult', asking('ON_CALL_CARDIOLOGIST'))).toMatchObject({ outcome: 'APPLIED' });
  const of = `episodeId: "${id}", n: 1`;
  expect(await say('ps_family1', 'startConsult', of)).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await say('ps_cardiologist', 'startConsult', of)).toMatchObject({ outcome: 'APPLIED' });
  const partly = `${of}, reading: STEMI, transfer: STABILISE_FIRST, notGiven: [RESCUE]`;
  expect(await say('ps_cardiologist', 'answerConsult', partly)).toMatchObject({
    code: 'BAD_INPUT',
    message: 'Give advice or say that you give none: REPERFUSION.',
  });
  const whole = `${of}, reading: STEMI, transfer: STABILISE_FIRST, notGiven: [RESCUE, REPERFUSION]`;
  expect(await say('ps_cardiologist', 'answerConsult', whole)).toMatchObject({ outcome: 'APPLIED' });
  const shown = await until(
    () => consults(id),
    (all) => all.some(({ isOpen }) => !isOpen),
  );
  expect(shown).toEqual([
    {
      isOpen: false,
      asked: { person: { id: 'ps_family1' } },
      site: { id: 'st_hub' },
      answered: { person: { id: 'ps_cardiologist' }, role: 'ON_CALL_CARDIOLOGIST' },
      answer: { reading: 'STEMI', transfer: 'STABILISE_FIRST', notGiven: ['RESCUE', 'REPERFUSION'] },
    },
  ]);
});
