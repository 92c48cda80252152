/** When a file says it was recorded: an instant where it names a zone, else the wall time it names. */
export type FileTime = {
  readonly startedAt?: number;
  readonly startedLocal?: string;
  readonly notes: readonly string[];
};

/** HL7 and DICOM write `20250923103550.000+0100`; fewer digits than minutes say no time of day. */
export function compactTime(text: string): FileTime {
  const [, year, month, day, hour, minute, second = '00', zone] =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.\d{1,6})?([+-]\d{4})?$/.exec(text.trim()) ?? [];
  if (year === undefined) return { notes: [] };
  return timeOf(`${year}-${month}-${day}T${hour}:${minute}:${second}`, zone);
}

/** A date and a time of day apart, as Philips and Schiller write them. */
export function dateAndTime(date: string, time: string): FileTime {
  const [day, clock] = [date.replaceAll('-', ''), time.replaceAll(':', '')];
  return /^\d{8}$/.test(day) ? compactTime(day + clock.slice(0, 6)) : { notes: [] };
}

/** Where a clock begins again that lost its battery. */
const LOST = /^(19[0-8]\d|2000-01-01)/;

function timeOf(local: string, zone: string | undefined): FileTime {
  if (Number.isNaN(Date.parse(`${local}Z`)) || LOST.test(local)) return { notes: ['CLOCK_SUSPECT'] };
  if (zone === undefined) return { startedLocal: local, notes: [] };
  return { startedAt: Date.parse(`${local}${zone.slice(0, 3)}:${zone.slice(3)}`), notes: [] };
}
