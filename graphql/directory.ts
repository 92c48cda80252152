import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import type { Role, SiteKind } from '../workflows/domain/vocabulary';

export type Site = {
  readonly id: string;
  readonly region: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: SiteKind;
  readonly phone: string;
  readonly hubSiteId: string | null;
  readonly emsSiteId: string | null;
  readonly referringSiteId: string | null;
  readonly utcOffsetMin: number;
  readonly daysOff: readonly number[];
  readonly holidays: readonly string[];
};
export type Duty = { readonly role: Role; readonly siteId: string };
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly duties: readonly Duty[];
};
type Shift = Duty & { readonly personId: string; readonly fromMs: number; readonly toMs: number };
type Held = { readonly sites: readonly Site[]; readonly people: readonly Person[]; readonly shifts: readonly Shift[] };

/** The staff, the places and the rota of the next day, held in memory and in a file: known while PostgreSQL is away. */
export type Directory = {
  site(id: string): Site | undefined;
  person(id: string): Person | undefined;
  sites(): readonly Site[];
  people(): readonly Person[];
  /** Who began last first. */
  onDuty(role: Role, siteId: string, at: number): Person | undefined;
  refresh(): Promise<void>;
};

const READ = {
  sites: `SELECT id, region, name_zh AS "nameZh", name_en AS "nameEn", kind, phone, hub_site_id AS "hubSiteId",
            ems_site_id AS "emsSiteId", referring_site_id AS "referringSiteId", utc_offset_min AS "utcOffsetMin",
            days_off AS "daysOff", holidays
          FROM site ORDER BY kind, id`,
  people: `SELECT p.id, p.name, p.phone,
             coalesce(json_agg(json_build_object('role', r.role, 'siteId', r.site_id) ORDER BY r.role, r.site_id)
                      FILTER (WHERE r.role IS NOT NULL), '[]') AS duties
           FROM person p LEFT JOIN person_role r ON r.person_id = p.id GROUP BY p.id ORDER BY p.id`,
  shifts: `SELECT role, site_id AS "siteId", person_id AS "personId", extract(epoch FROM from_at)::float8 * 1000 AS "fromMs",
             extract(epoch FROM to_at)::float8 * 1000 AS "toMs"
           FROM rota_shift WHERE to_at > now() AND from_at < now() + interval '24 hours' ORDER BY from_at DESC`,
};

type Deps = { readonly pool: Pick<Pool, 'query'>; readonly file: string; readonly log: Log };

export function makeDirectory({ pool, file, log }: Deps): Directory {
  let held = readHeld(file);
  let sites = new Map(held.sites.map((site) => [site.id, site]));
  let people = new Map(held.people.map((person) => [person.id, person]));
  return {
    site: (id) => sites.get(id),
    person: (id) => people.get(id),
    sites: () => held.sites,
    people: () => held.people,
    onDuty: (role, siteId, at) => {
      const shift = held.shifts.find((s) => s.role === role && s.siteId === siteId && s.fromMs <= at && at < s.toMs);
      return shift && people.get(shift.personId);
    },
    refresh: async () => {
      try {
        held = {
          sites: (await pool.query<Site>(READ.sites)).rows,
          people: (await pool.query<Person>(READ.people)).rows,
          shifts: (await pool.query<Shift>(READ.shifts)).rows,
        };
        sites = new Map(held.sites.map((site) => [site.id, site]));
        people = new Map(held.people.map((person) => [person.id, person]));
        keep(file, held);
      } catch (error) {
        log.error('DIRECTORY_NOT_READ', error);
      }
    },
  };
}

function readHeld(file: string): Held {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Held; // our own file, written whole by `keep`
  } catch {
    return { sites: [], people: [], shifts: [] }; // the first start, before any refresh
  }
}

/** Names and telephone numbers: for the owner's eyes only, and never half a file. */
function keep(file: string, held: Held): void {
  mkdirSync(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}`;
  writeFileSync(half, JSON.stringify(held), { mode: 0o600 });
  chmodSync(half, 0o600);
  renameSync(half, file);
}
