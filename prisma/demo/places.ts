import type { Role, SiteKind } from '../../workflows/domain/vocabulary';

/** The demo region. Nobody and nothing in it exists: names say so, and the numbers belong to nobody. */
export const REGION = 'demo';
const CALENDAR = { utc_offset_min: 480, days_off: [0, 6], holidays: [] };
const HUB = 'st_hub';

type Site = { id: string; nameZh: string; nameEn: string; kind: SiteKind; phone: string; referring?: string };

const SITE_LIST: readonly Site[] = [
  {
    id: HUB,
    nameZh: '示范市中心医院（演示）',
    nameEn: 'Demo City Hospital',
    kind: 'PCI_HOSPITAL',
    phone: '000-0000-1000',
  },
  {
    id: 'st_neighbour',
    nameZh: '邻市示范医院（演示）',
    nameEn: 'Demo Neighbour City Hospital',
    kind: 'PCI_HOSPITAL',
    phone: '000-0000-2000',
  },
  {
    id: 'st_county',
    nameZh: '示范县医院（演示）',
    nameEn: 'Demo County Hospital',
    kind: 'NON_PCI_HOSPITAL',
    phone: '000-0000-3000',
  },
  {
    id: 'st_ems',
    nameZh: '示范市急救中心（演示）',
    nameEn: 'Demo City Ambulance Station',
    kind: 'EMS_STATION',
    phone: '000-0000-4000',
  },
  {
    id: 'st_cc1',
    nameZh: '示范东街社区卫生服务中心（演示）',
    nameEn: 'Demo East Street Community Health Centre',
    kind: 'COMMUNITY_CENTRE',
    phone: '000-0000-5000',
    referring: 'st_county',
  },
  {
    id: 'st_cc2',
    nameZh: '示范西村社区卫生服务中心（演示）',
    nameEn: 'Demo West Village Community Health Centre',
    kind: 'COMMUNITY_CENTRE',
    phone: '000-0000-6000',
  },
];

/** What refers to a site must come after it. */
export const sites = SITE_LIST.map(({ id, nameZh, nameEn, kind, phone, referring }) => ({
  id,
  region: REGION,
  name_zh: nameZh,
  name_en: nameEn,
  kind,
  hub_site_id: kind === 'EMS_STATION' || id === 'st_neighbour' ? null : HUB,
  neighbour_site_id: id === 'st_neighbour' || kind === 'EMS_STATION' ? null : 'st_neighbour',
  ems_site_id: kind === 'EMS_STATION' || id === 'st_neighbour' ? null : 'st_ems',
  referring_site_id: referring ?? null,
  phone,
  ...CALENDAR,
}));

/** Everybody refers to the hub first; the neighbour city's hospital is asked where the hub refuses. */
export const agreements = [HUB, 'st_neighbour'].flatMap((receiving, n) =>
  ['st_cc1', 'st_cc2', 'st_county'].map((referrer) => ({
    referrer_site_id: referrer,
    receiving_site_id: receiving,
    from_at: '2024-01-01T00:00:00+08:00',
    to_at: null,
    rank: n + 1,
  })),
);

/** Minutes by road, as the invented dispatch lead drove them. */
const DRIVES = { st_cc1: [25, 65], st_cc2: [35, 50], st_county: [45, 75] };
export const drives = Object.entries(DRIVES).flatMap(([from, minutes]) =>
  [HUB, 'st_neighbour'].map((to, n) => ({
    ...{ from_site_id: from, to_site_id: to, minutes: minutes[n], known_on: '2025-03-01', source: 'driven (demo)' },
    ...{ set_at: '2025-03-01T09:00:00+08:00', set_by: 'ps_dispatch_lead', set_role: 'DISPATCH_LEAD' },
  })),
);

export const labs = [
  { id: 'lab_1', site_id: HUB, name: '1' },
  { id: 'lab_2', site_id: HUB, name: '2' },
  { id: 'lab_n1', site_id: 'st_neighbour', name: '1' },
];

type Staff = { id: string; zh: string; en: string; roles: readonly Role[]; siteId: string };

const TESTS: readonly Role[] = [
  'LABORATORY_DUTY',
  'LABORATORY_LEAD',
  'RADIOLOGY_DUTY',
  'RADIOLOGY_LEAD',
  'ECHO_DUTY',
  'ECHO_LEAD',
];

/** Each role has one person for each site, around the clock: whoever plays a role in the demo is always on duty. */
const STAFF: readonly Staff[] = [
  {
    id: 'ps_family1',
    zh: '测试赵一',
    en: 'Test Zhao Yi',
    roles: ['FAMILY_DOCTOR', 'REFERRING_DOCTOR'],
    siteId: 'st_cc1',
  },
  {
    id: 'ps_lead1',
    zh: '测试钱二',
    en: 'Test Qian Er',
    roles: ['COMMUNITY_LEAD', 'REFERRING_CHEST_PAIN_LEAD', 'DEVICE_STAFF'],
    siteId: 'st_cc1',
  },
  {
    id: 'ps_family2',
    zh: '测试孙三',
    en: 'Test Sun San',
    roles: ['FAMILY_DOCTOR', 'REFERRING_DOCTOR'],
    siteId: 'st_cc2',
  },
  {
    id: 'ps_lead2',
    zh: '测试李四',
    en: 'Test Li Si',
    roles: ['COMMUNITY_LEAD', 'REFERRING_CHEST_PAIN_LEAD', 'DEVICE_STAFF'],
    siteId: 'st_cc2',
  },
  { id: 'ps_dispatcher', zh: '测试周五', en: 'Test Zhou Wu', roles: ['EMS_DISPATCHER'], siteId: 'st_ems' },
  { id: 'ps_crew', zh: '测试吴六', en: 'Test Wu Liu', roles: ['EMS_CREW'], siteId: 'st_ems' },
  { id: 'ps_dispatch_lead', zh: '测试郑七', en: 'Test Zheng Qi', roles: ['DISPATCH_LEAD'], siteId: 'st_ems' },
  {
    id: 'ps_referring',
    zh: '测试王平',
    en: 'Test Wang Ping',
    roles: ['REFERRING_DOCTOR', 'ED_DOCTOR'],
    siteId: 'st_county',
  },
  {
    id: 'ps_referring_lead',
    zh: '测试冯九',
    en: 'Test Feng Jiu',
    roles: ['REFERRING_CHEST_PAIN_LEAD', 'ED_LEAD'],
    siteId: 'st_county',
  },
  { id: 'ps_reader', zh: '测试陈十', en: 'Test Chen Shi', roles: ['ECG_READER'], siteId: HUB },
  { id: 'ps_reader2', zh: '测试褚甲', en: 'Test Chu Jia', roles: ['SECOND_READER'], siteId: HUB },
  { id: 'ps_cardiologist', zh: '测试卫乙', en: 'Test Wei Yi', roles: ['ON_CALL_CARDIOLOGIST'], siteId: HUB },
  { id: 'ps_cardiologist2', zh: '测试蒋丙', en: 'Test Jiang Bing', roles: ['SECOND_CARDIOLOGIST'], siteId: HUB },
  { id: 'ps_ed', zh: '测试沈丁', en: 'Test Shen Ding', roles: ['ED_DOCTOR'], siteId: HUB },
  { id: 'ps_ed_lead', zh: '测试韩戊', en: 'Test Han Wu', roles: ['ED_LEAD'], siteId: HUB },
  { id: 'ps_operator', zh: '测试杨己', en: 'Test Yang Ji', roles: ['INTERVENTIONIST'], siteId: HUB },
  {
    id: 'ps_operator2',
    zh: '测试朱庚',
    en: 'Test Zhu Geng',
    roles: ['SECOND_INTERVENTIONIST', 'BACKUP_LAB_TEAM'],
    siteId: HUB,
  },
  { id: 'ps_lab_nurse', zh: '测试秦辛', en: 'Test Qin Xin', roles: ['LAB_NURSE'], siteId: HUB },
  { id: 'ps_lab_technician', zh: '测试尤壬', en: 'Test You Ren', roles: ['LAB_TECHNICIAN'], siteId: HUB },
  { id: 'ps_coordinator', zh: '测试许癸', en: 'Test Xu Gui', roles: ['COORDINATOR'], siteId: HUB },
  { id: 'ps_director', zh: '测试何子', en: 'Test He Zi', roles: ['DUTY_DIRECTOR'], siteId: HUB },
  { id: 'ps_hospital_duty', zh: '测试吕丑', en: 'Test Lv Chou', roles: ['HOSPITAL_DUTY'], siteId: HUB },
  { id: 'ps_ward', zh: '测试施寅', en: 'Test Shi Yin', roles: ['WARD_DOCTOR'], siteId: HUB },
  { id: 'ps_ward_lead', zh: '测试张卯', en: 'Test Zhang Mao', roles: ['WARD_LEAD'], siteId: HUB },
  { id: 'ps_desk', zh: '测试孔辰', en: 'Test Kong Chen', roles: ['DESK_NURSE'], siteId: HUB },
  { id: 'ps_desk2', zh: '测试曹巳', en: 'Test Cao Si', roles: ['SECOND_DESK_NURSE'], siteId: HUB },
  { id: 'ps_desk_lead', zh: '测试严午', en: 'Test Yan Wu', roles: ['DESK_LEAD', 'DUTY_DOCTOR'], siteId: HUB },
  { id: 'ps_device', zh: '测试华未', en: 'Test Hua Wei', roles: ['DEVICE_STAFF', 'IT_DUTY'], siteId: HUB },
  { id: 'ps_manager', zh: '测试金申', en: 'Test Jin Shen', roles: ['MANAGER'], siteId: HUB },
  { id: 'ps_auditor', zh: '测试魏酉', en: 'Test Wei You', roles: ['AUDITOR'], siteId: HUB },
  { id: 'ps_admin', zh: '测试陶戌', en: 'Test Tao Xu', roles: ['ADMIN'], siteId: HUB },
  {
    id: 'ps_neighbour_reader',
    zh: '测试姜亥',
    en: 'Test Jiang Hai',
    roles: ['HUB_READER', 'ECG_READER', 'COORDINATOR'],
    siteId: 'st_neighbour',
  },
  {
    id: 'ps_neighbour_ed',
    zh: '测试戚子',
    en: 'Test Qi Zi',
    roles: ['ED_DOCTOR', 'ED_LEAD', 'DUTY_DIRECTOR', 'HOSPITAL_DUTY', 'ON_CALL_CARDIOLOGIST'],
    siteId: 'st_neighbour',
  },
  {
    id: 'ps_neighbour_lab',
    zh: '测试谢丑',
    en: 'Test Xie Chou',
    roles: ['INTERVENTIONIST', 'LAB_NURSE', 'LAB_TECHNICIAN', 'BACKUP_LAB_TEAM'],
    siteId: 'st_neighbour',
  },
  { id: 'ps_laboratory', zh: '测试邹寅', en: 'Test Zou Yin', roles: ['LABORATORY_DUTY'], siteId: HUB },
  {
    id: 'ps_radiology',
    zh: '测试喻卯',
    en: 'Test Yu Mao',
    roles: ['RADIOLOGY_DUTY', 'ECHO_LEAD', 'LABORATORY_LEAD'],
    siteId: HUB,
  },
  { id: 'ps_echo', zh: '测试柏辰', en: 'Test Bai Chen', roles: ['ECHO_DUTY', 'RADIOLOGY_LEAD'], siteId: HUB },
  { id: 'ps_county_tests', zh: '测试水巳', en: 'Test Shui Si', roles: TESTS, siteId: 'st_county' },
  { id: 'ps_neighbour_tests', zh: '测试窦午', en: 'Test Dou Wu', roles: TESTS, siteId: 'st_neighbour' },
];

export const people = STAFF.map(({ id, zh, en }, n) => ({
  id,
  name: `${zh} ${en}`,
  phone: `000-0001-${String(n + 1).padStart(4, '0')}`,
  synthetic: true,
}));

export const personRoles = STAFF.flatMap(({ id, roles, siteId }) =>
  roles.map((role) => ({ person_id: id, role, site_id: siteId })),
);

export const shifts = personRoles.map(({ person_id, role, site_id }) => ({
  id: `sh_${site_id}_${role}`,
  role,
  site_id,
  person_id,
  from_at: '2024-01-01T00:00:00+08:00',
  to_at: '2034-01-01T00:00:00+08:00',
  version: 1,
}));

const OFF_DUTY: readonly Role[] = ['MANAGER', 'AUDITOR', 'ADMIN'];

/** What must be held around the clock: everything somebody is paged for. */
export const needs = personRoles
  .filter(({ role }) => !OFF_DUTY.includes(role))
  .map(({ role, site_id }) => ({ role, site_id }));
