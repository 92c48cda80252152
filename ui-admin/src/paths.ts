/** Every address of the screens, built by function: the address is the state. */
const withQuery = (path: string, query: Readonly<Record<string, string | undefined>>): string => {
  const entries = Object.entries(query).flatMap(([key, value]) => (value ? [[key, value] as [string, string]] : []));
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries).toString()}`;
};

export type BoardFilter = {
  readonly site?: string | undefined;
  readonly phase?: string | undefined;
  readonly only?: string | undefined;
};

export const to = {
  signIn: () => '/sign-in',
  board: ({ site, phase, only }: BoardFilter = {}) => withQuery('/board', { site, phase, only }),
  episode: (id: string) => `/episodes/${encodeURIComponent(id)}`,
  readings: () => '/readings',
  reading: (id: string) => `/readings/${encodeURIComponent(id)}`,
  incidents: (id?: string) => withQuery('/incidents', { open: id }),
  digest: (id: string) => `/digests/${encodeURIComponent(id)}`,
  tasks: () => '/tasks',
  rota: (site?: string) => withQuery('/rota', { site }),
  resources: () => '/resources',
  devices: (device?: string) => withQuery('/devices', { device }),
  readers: () => '/devices/readers',
  deviceRegister: () => '/devices/register',
  stays: () => '/stays',
  indicators: (site?: string) => withQuery('/indicators', { site }),
  drills: (site?: string) => withQuery('/drills', { site }),
  feedback: (site?: string) => withQuery('/feedback', { site }),
  alarmRules: () => '/alarm-rules',
  patientDevices: (patientId: string) => `/patients/${patientId}/devices`,
  alarmLimits: (patientId: string) => `/patients/${patientId}/alarm-limits`,
  pathway: (site?: string) => withQuery('/pathway', { site }),
};

/** Where a page about a subject leads. */
export const toSubject = (kind: string, id: string): string => {
  if (kind === 'READING') return to.reading(id);
  if (kind === 'INCIDENT') return to.incidents(id);
  if (kind === 'DIGEST') return to.digest(id);
  if (kind === 'LAB') return to.resources();
  if (kind === 'ROTA_HOLE') return to.rota(/^rh_(.+)_[A-Z_]+_\d+_\d+$/.exec(id)?.[1]);
  return to.episode(id);
};
