import { Fault } from '../../activities/platform/faults';
import { drillPlace, isTreating } from '../../prisma/drills';
import { drillOpening } from '../../workflows/domain/drill';
import { builder } from '../builder';
import { episodeIdFrom } from '../ids';
import { onRecord } from '../record';
import { answerOf } from '../transaction';
import { asked, fingerprint } from '../telling';
import { TellResult } from '../types/fault';

const PLAN = `
  INSERT INTO drill_plan (site_id, at_min, planned_by, planned_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (site_id) DO UPDATE SET at_min = excluded.at_min, planned_by = excluded.planned_by, planned_at = excluded.planned_at`;

builder.mutationFields((t) => ({
  startDrill: t.field({
    type: TellResult,
    description: 'A drill of a hospital’s chain now, beside the daily one.',
    args: { clientId: t.arg.id({ required: true }), siteId: t.arg.id({ required: true }) },
    resolve: (_, args, context) =>
      asked(context, 'DRILL', args, async (by) => {
        const now = context.now();
        const place = await onRecord(() => drillPlace(context.pool, args.siteId, now));
        if (place === undefined)
          throw new Fault('BAD_INPUT', 'No community belongs to this hospital: nobody would call.');
        if (await onRecord(() => isTreating(context.pool, args.siteId)))
          throw new Fault('WRONG_PHASE', 'A patient of this hospital is on the way to reperfusion; drill later.');
        const opening = drillOpening(episodeIdFrom(args.clientId), place, by, now);
        const answer = await context.engine.open(opening, fingerprint('DRILL', args));
        return { ...answer, episodeId: opening.id };
      }),
  }),
  planDrill: t.field({
    type: TellResult,
    description: 'Every day at a minute of the hospital’s local day, or never again.',
    args: {
      clientId: t.arg.id({ required: true }),
      siteId: t.arg.id({ required: true }),
      atMin: t.arg.int({ description: 'Minutes after midnight; none: no daily drill.' }),
    },
    resolve: (_, args, context) =>
      asked(context, 'DRILL', args, async (by) => {
        const { siteId, atMin } = args;
        if (atMin != null && (atMin < 0 || atMin > 1439)) throw new Fault('BAD_INPUT', 'A day has minutes 0 to 1439.');
        if (context.directory.site(siteId) === undefined) throw new Fault('NOT_FOUND', 'No such site.');
        await onRecord(() =>
          atMin == null
            ? context.pool.query('DELETE FROM drill_plan WHERE site_id = $1', [siteId])
            : context.pool.query(PLAN, [siteId, atMin, by.id, new Date(context.now())]),
        );
        return answerOf(siteId, 'APPLIED');
      }),
  }),
}));
