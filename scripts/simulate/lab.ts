import { LAB_ROLES } from '../../workflows/domain/vocabulary';
import type { Case } from './acute';
import { givePack } from './drugs';
import { acknowledge, secondOf } from './region';

type Lab = { readonly id: string; readonly status: string; readonly site: { readonly id: string } | null };
type Labs = { readonly labs: readonly Lab[] };

/** The lab is called: a free one of the hospital the patient goes to, for every role of its team. */
export async function activateLab({ region, episode }: Case): Promise<string> {
  const { labs: all } = await region.people.ask<Labs>('COORDINATOR', '{ labs { id status site { id } } }');
  const { receivingSite } = await episode.look();
  const labs = all.filter(({ site }) => site?.id === receivingSite?.id);
  const lab = labs.find(({ status }) => status === 'FREE') ?? labs[0];
  if (lab === undefined) throw new Error('there is no cath lab');
  await episode.tell('ON_CALL_CARDIOLOGIST', 'callLab', { labId: lab.id });
  return lab.id;
}

/** 6: every role of the team is paged, answers and arrives, while the patient is treated and leaves the sender. */
export async function callLab(story: Case, { sent = false } = {}): Promise<void> {
  const { region, place, episode } = story;
  const labId = await activateLab(story);
  for (const role of LAB_ROLES) {
    const page = await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, role);
    region.say(`6  ${role} ${page.person?.name ?? ''} acknowledged`);
  }
  if (!sent) {
    await givePack(story);
    await region.pass(8);
    await episode.mark('FAMILY_DOCTOR', 'REF_DOOR_OUT');
  }
  for (const role of LAB_ROLES) await episode.tell(role, 'arriveAtLab', { role, time: secondOf(region.now()) });
  const { activation } = await episode.look();
  region.say(`   the team is there; ${labId} is ${activation?.lab} for this patient`);
}

/** Door, past ED and CCU into the lab, and what is done there. */
export async function openArtery(story: Case): Promise<void> {
  const { region, episode } = story;
  await region.pass(28);
  await episode.mark('EMS_CREW', 'DOOR');
  await region.pass(3);
  const inLab = await episode.mark('LAB_NURSE', 'LAB_IN');
  region.say(`   door and lab: past the ED ${inLab.bypassEd}, past the CCU ${inLab.bypassCcu}`);
  await treat(story);
}

/** In the lab: consent, puncture, angiography, wire, end, result. */
export async function treat({ region, episode }: Case): Promise<void> {
  const consent = (state: string, more: object = {}) =>
    episode.tell('INTERVENTIONIST', 'changeConsent', { kind: 'PCI', state, time: secondOf(region.now()), ...more });
  await consent('IN_DISCUSSION');
  await region.pass(4);
  await consent('SIGNED', { byName: 'Test Relative', relation: '妻子 wife' });
  for (const [code, minutes] of [
    ['PUNCTURE', 2],
    ['ANGIO', 4],
    ['WIRE', 6],
    ['DEVICE', 4],
    ['PCI_END', 15],
  ] as const) {
    await region.pass(minutes);
    await episode.mark('LAB_NURSE', code);
  }
  const opened = await episode.tell('INTERVENTIONIST', 'reportPci', {
    culprit: 'LAD',
    access: 'RADIAL',
    timiBefore: 0,
    timiAfter: 3,
    stents: [{ segment: 'LAD', product: 'TEST STENT 3.0x28' }],
  });
  const clock = opened.clocks.find(({ target }) => target === 'T18');
  region.say(`   wire and end: door to wire ${clock?.status}, TIMI 0 to 3, one stent in the LAD`);
}
