import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { writeHeld } from '../activities/platform/heldFile';
import type { Log } from '../activities/platform/log';
import { readEditions } from '../prisma/pathway';
import { readRota } from '../prisma/rota';
import type { Edition } from '../workflows/domain/pathway';
import type { Rota } from '../workflows/domain/rota';
import { postsAt } from '../workflows/domain/rota';
import type { Instant } from '../workflows/domain/time';
import { instant } from '../workflows/domain/time';
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
/** Who refers to whom and since when; `toAt` is the first instant after its last day. */
export type Agreement = {
  readonly referrerSiteId: string;
  readonly receivingSiteId: string;
  readonly fromAt: Instant;
  readonly toAt: Instant | null;
  readonly rank: number;
};
type Held = {
  readonly agreements: readonly Agreement[];
  readonly sites: readonly Site[];
  readonly people: readonly Person[];
  readonly rota: Rota;
  readonly editions: readonly Edition[];
};
const DAY_MS = 86_400_000;

/** As a row or a fact has it: none is nobody. */
type Id = string | null | undefined;

/** The staff, the places, the pathway editions and the rota of the next day, held in memory and in a file: known while PostgreSQL is away. */
export type Directory = {
  site(id: Id): Site | undefined;
  person(id: Id): Person | undefined;
  sites(): readonly Site[];
  people(): readonly Person[];
  /** In the order in which a referrer's receivers are asked. */
  agreements(): readonly Agreement[];
  /** Pathway documents, drafts too. */
  editions(): readonly Edition[];
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
  agreements: `SELECT referrer_site_id AS "referrerSiteId", receiving_site_id AS "receivingSiteId", rank,
                 (extract(epoch FROM from_at) * 1000)::float8 AS "fromAt", (extract(epoch FROM to_at) * 1000)::float8 AS "toAt"
               FROM agreement ORDER BY referrer_site_id, rank, receiving_site_id, from_at`,
};

type Deps = {
  readonly pool: Pick<Pool, 'query'>;
  readonly file: string;
  readonly log: Log;
  readonly now: () => number;
};

export function makeDirectory({ pool, file, log, now }: Deps): Directory {
  let held = readHeld(file);
  let sites = new Map(held.sites.map((site) => [site.id, site]));
  let people = new Map(held.people.map((person) => [person.id, person]));
  return {
    site: (id) => sites.get(id ?? ''),
    person: (id) => people.get(id ?? ''),
    sites: () => held.sites,
    people: () => held.people,
    agreements: () => held.agreements,
    editions: () => held.editions,
    onDuty: (role, siteId, at) => {
      const [post] = postsAt(held.rota, { role, siteId }, instant(at));
      return post && people.get(post.personId);
    },
    refresh: async () => {
      try {
        const { shifts, substitutions } = await readRota(pool, now(), now() + DAY_MS);
        held = {
          sites: (await pool.query<Site>(READ.sites)).rows,
          people: (await pool.query<Person>(READ.people)).rows,
          agreements: (await pool.query<Agreement>(READ.agreements)).rows,
          rota: { shifts, substitutions },
          editions: await readEditions(pool),
        };
        sites = new Map(held.sites.map((site) => [site.id, site]));
        people = new Map(held.people.map((person) => [person.id, person]));
        writeHeld(file, held);
      } catch (error) {
        log.error('DIRECTORY_NOT_READ', error);
      }
    },
  };
}

const NOBODY: Held = { agreements: [], sites: [], people: [], rota: { shifts: [], substitutions: [] }, editions: [] };

function readHeld(file: string): Held {
  try {
    const held = JSON.parse(readFileSync(file, 'utf8')) as Partial<Held>; // our own file, written whole
    return { ...NOBODY, ...held };
  } catch {
    return NOBODY; // the first start, before any refresh
  }
}
