import type { PageOrder } from '../../workflows/domain/decision';
import { instant } from '../../workflows/domain/time';

export const aPage = (over: Partial<PageOrder> = {}): PageOrder => ({
  id: 'ep_1:lab:0:INTERVENTIONIST',
  subjectKind: 'EPISODE',
  subjectId: 'ep_1',
  role: 'INTERVENTIONIST',
  siteId: 'st_hub',
  channel: 'DESK',
  because: { reason: 'LAB_ACTIVATED' },
  askedAt: instant(Date.UTC(2026, 2, 2, 8)),
  ...over,
});
