import type { Row } from './row';

/** A row of the contract with devices, and the words of the code that keep it. */
const kept = (id: string, says: string, ...rule: readonly string[]): Row => ({ id, says, rule });

/** devices.md 6.4 and 6.5; `next` are the cases "next in line". */
export const CONTRACT_ROWS: readonly Row[] = [
  kept('6.4#1', 'accepted is stored before the receipt, whatever is killed', 'takeIn'),
  kept('6.4#2', 'every alarm ends acknowledged, ended or escalated', 'decideIncident'),
  kept('6.4#3', 'no message moves to another patient', 'wearerAt'),
  kept('6.4#4', 'the original bytes of an ECG come back', 'keepSamples'),
  kept('6.4#5', 'clocks of the server need no device', 'sweepSilence'),
  kept('6.4#6', 'one bad device slows nobody', 'makeQuota'),
  kept('6.4#7', 'no patient in topics, logs, metrics', 'makeMetrics'),
  kept('6.5#1', 'sentinel as value', 'vitalFault'),
  kept('6.5#2', 'calibration pulse', 'CALIBRATION_REMOVED'),
  kept('6.5#3', 'wrong scale', 'SCALE_SUSPECT'),
  kept('6.5#4', 'time nonsense', 'believe'),
  kept('6.5#5', 'ambulance tunnel', 'receiptOf'),
  kept('6.5#6', 'wearable handed to another patient', 'wearerAt'),
  kept('6.5#7', 'poison and slow handler', 'POISON'),
  kept('6.5#8', 'power returns to a district', 'makeAdmission'),
  kept('6.5#9', 'silent death', 'sweepSilence', 'makeWatchGateway'),
  kept('6.5#10', 'hostile or broken ECG file', 'FILE_FAULTS'),
  kept('6.5 next#1', 'arm electrodes exchanged', 'armsLookReversed'),
  kept('6.5 next#2', 'SOS with a loose electrode and an empty battery', 'SOS'),
  kept('6.5 next#3', 'announced before its upload, uploaded and never announced', 'UPLOAD_NEVER_CAME'),
  kept('6.5 next#4', 'one ECG id for two recordings', 'ECG_ID_REUSED'),
  kept('6.5 next#5', 'atrial fibrillation told every minute', 'GROUP_MINUTES'),
  kept('6.5 next#6', 'paced or bundle branch block', 'qrsConfounders'),
  kept('6.5 next#7', 'wristband seen at two gates', 'isOutshone'),
  kept('6.5 next#8', 'firmware that sends QoS 0', 'orderAcks'),
  kept('6.5 next#9', 'alarm left retained', 'CLEAR'),
  kept('6.5 next#10', 'two devices with one identity', 'CONNECTS'),
];
