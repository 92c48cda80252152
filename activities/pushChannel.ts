import type { PageOrder } from '../workflows/domain/decision';
import { pushUrgency } from '../workflows/domain/pushUrgency';
import type { Browser } from '../prisma/browsers';
import type { Browsers } from './browsers';
import type { BrowserChannel } from './channels';
import type { WebPush } from './platform/webPush';

/** A page as it leaves the house: ids and codes. The browser makes the sentence, in its reader’s language. */
const contentOf = ({ id, subjectKind, subjectId, role, because, askedAt }: PageOrder, { language }: Browser) => {
  const { reason, target, level, alarm, drill } = because;
  return { id, subjectKind, subjectId, role, because: { reason, target, level, alarm, drill }, askedAt, language };
};

/** Web push beside the other channels: a page rings in every browser its person turned on. */
export const pushChannel = (browsers: Browsers, { push }: Pick<WebPush, 'push'>): BrowserChannel => ({
  ringsFor: (personId) => browsers.of(personId).length > 0,
  ring: async (page, { personId }) => {
    const message = { topic: page.id, ...pushUrgency(page.because.reason) };
    const tries = await Promise.allSettled(
      browsers.of(personId).map(async (browser) => {
        const there = await push(browser, { ...message, content: contentOf(page, browser) });
        if (!there) await browsers.forget(browser);
        return there;
      }),
    );
    if (tries.some((one) => one.status === 'fulfilled' && one.value)) return;
    const refused = tries.find((one) => one.status === 'rejected');
    throw refused?.reason ?? new Error('no browser of this person is left');
  },
});
