import { playBedside } from './bedside';
import { playFailedLysis, playRecurrentVf } from './lysis';
import { playCarts } from './carts';
import { playDoors } from './doors';
import type { Region } from './region';
import { playSos } from './sos';
import { playStemi } from './stemi';
import { playUnanswered } from './unanswered';
import { playUnreached } from './unreached';

type Playable = { readonly tells: string; readonly play: (region: Region) => Promise<readonly string[]> };

/** What can be played; each answers with what differs from its expected end. */
export const CASES = {
  'community-stemi': {
    tells: 'one infarction from the first symptom to the up-referral, everybody answering',
    play: playStemi,
  },
  'community-stemi-unanswered': {
    tells: 'the same start with nobody answering: every level told, and the climb goes on',
    play: playUnanswered,
  },
  'bedside-stemi': {
    tells: 'the cart is offline: read at the bedside, decided, the lab called; the recording comes later',
    play: playBedside,
  },
  'lysis-recurrent-vf': {
    tells: 'a county hospital, lysis, VF twice, support from afar, then transfer',
    play: playRecurrentVf,
  },
  'failed-lysis-rescue': {
    tells: 'lysis fails on the road: the crew is turned to the lab, rescue PCI',
    play: playFailedLysis,
  },
  'every-cart': {
    tells:
      'carts of every format, registered for the day: each recording reaches a reader, measured or not as is right',
    play: playCarts,
  },
  'sos-with-trace': {
    tells: 'a resident at home presses the button: the desk sees one lead grow, through a tunnel, and answers',
    play: playSos,
  },
  'patient-unreached': {
    tells: 'the button, and nobody answers two calls: 120 looks at the last known place and finds the patient',
    play: playUnreached,
  },
  'wristband-stemi': {
    tells:
      'an infarction whose door and lab times come from a wristband, with the ambulance’s kit measuring on the road',
    play: playDoors,
  },
} as const satisfies Record<string, Playable>;
export type CaseName = keyof typeof CASES;
export const isCase = (name: string): name is CaseName => Object.hasOwn(CASES, name);
