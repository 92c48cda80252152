import { STREAM_RULES } from './streamRules';
import { MINUTE_MS } from './time';

/**
 * When a device's clock is wrong: beyond the drift somebody should set it (R26), further ahead its times are not
 * believed, further behind its alarms count as late (devices.md 6.3). No numbers of an edition: they say how good a
 * clock is, not what is done with a patient, and one device serves several hospitals.
 */
export const CLOCK_LIMITS = { driftMs: MINUTE_MS, aheadMs: 2 * MINUTE_MS, behindMs: 10 * MINUTE_MS } as const;

/** What makes somebody look after a device, the gravest first. */
export const DEVICE_TROUBLES = [
  'NO_CREDENTIALS',
  'NEVER_HEARD',
  'SILENT',
  'MESSAGES_REFUSED',
  'BATTERY_LOW',
  'CLOCK_WRONG',
  'OFFLINE',
] as const;
export type DeviceTrouble = (typeof DEVICE_TROUBLES)[number];

/** What the record knows of a device. */
export type DeviceKnown = {
  readonly hasCredentials: boolean;
  readonly heard: boolean;
  /** Not a mere tag that readers see. */
  readonly speaks: boolean;
  readonly online: boolean;
  /** It promises to send by itself, so being away is no habit of its kind. */
  readonly sends: boolean;
  /** How far its silence was told (W22); 0: not at all. */
  readonly silenceLevel: number;
  readonly batteryPct?: number;
  /** By how much its clock is behind ours; below zero: ahead. */
  readonly clockOffMs?: number;
  /** Refused messages nobody has worked off. */
  readonly refused: number;
};

/** Why somebody should look after this device; empty: nothing is known against it. */
export function troublesOf(device: DeviceKnown): readonly DeviceTrouble[] {
  const { hasCredentials, heard, speaks, online, sends, silenceLevel, batteryPct, clockOffMs = 0, refused } = device;
  const holds: Readonly<Record<DeviceTrouble, boolean>> = {
    NO_CREDENTIALS: !hasCredentials,
    NEVER_HEARD: hasCredentials && speaks && !heard,
    SILENT: silenceLevel > 0,
    MESSAGES_REFUSED: refused > 0,
    BATTERY_LOW: batteryPct !== undefined && batteryPct < STREAM_RULES.W21_20.limit,
    CLOCK_WRONG: Math.abs(clockOffMs) > CLOCK_LIMITS.driftMs,
    OFFLINE: heard && sends && !online,
  };
  return DEVICE_TROUBLES.filter((trouble) => holds[trouble]);
}
