import type {
  AdjunctAdvice,
  AdjunctDose as DoseShape,
  AdjunctStep as StepShape,
} from '../../workflows/domain/adjuncts';
import { adjunctsFor } from '../../workflows/domain/adjuncts';
import { stopsAntithrombotics } from '../../workflows/domain/pack';
import { latestTest } from '../../workflows/domain/testResults';
import { builder } from '../builder';
import { editedBy } from '../editedBy';
import { factsOf } from '../facts';
import { measuredNow } from '../measuredNow';
import { present } from '../present';
import { Adjunct, AdjunctProduct, DoseUnit, Route } from './common';
import './episode';
import { ageOf } from './patient';
import { resultOf } from './test';

const AdjunctStep = builder.objectRef<StepShape>('AdjunctStep').implement({
  fields: (t) => ({
    from: t.exposeFloat('from'),
    to: t.exposeFloat('to', { nullable: true, description: 'The upper end where the table gives a range.' }),
    unit: t.expose('unit', { type: DoseUnit }),
    route: t.expose('route', { type: Route }),
    firstTwo: t.exposeFloat('firstTwo', { nullable: true, description: 'What the first two doses are instead.' }),
    afterMin: t.exposeFloat('afterMin', { nullable: true, description: 'Minutes after the step before.' }),
    everyH: t.exposeFloat('everyH', { nullable: true }),
  }),
});

const AdjunctDose = builder.objectRef<DoseShape>('AdjunctDose').implement({
  fields: (t) => ({
    product: t.expose('product', { type: AdjunctProduct }),
    ref: t.exposeString('ref'),
    steps: t.expose('steps', { type: [AdjunctStep], description: 'None while something is missing.' }),
    missing: t.exposeStringList('missing'),
    remarks: t.exposeStringList('remarks'),
    egfrLimit: t.exposeFloat('egfrLimit', { nullable: true, description: 'The eGFR its remark speaks of.' }),
  }),
});

const AdjunctLine = builder.objectRef<AdjunctAdvice>('AdjunctLine').implement({
  description: 'What clinical.md 2.5 says of one drug beside the pack; a named person decides and gives.',
  fields: (t) => ({
    adjunct: t.expose('adjunct', { type: Adjunct }),
    ref: t.exposeString('ref'),
    says: t.exposeString('says', { description: 'INDICATED, NOT_INDICATED, BARRED, NOTHING_AGAINST or ASK.' }),
    because: t.exposeStringList('because'),
    limit: t.exposeFloat('limit', { nullable: true, description: 'The measured value that decides, by the edition.' }),
    doses: t.expose('doses', { type: [AdjunctDose], description: 'One of these, chosen by the doctor.' }),
    measuredAt: t.expose('measuredAt', {
      type: 'Instant',
      nullable: true,
      description: 'When the value it rests on was measured.',
    }),
  }),
});

builder.prismaObjectFields('Episode', (t) => ({
  adjuncts: t.field({
    type: [AdjunctLine],
    description: 'Statin, anticoagulant, oxygen and nitroglycerin, each in the steps in which it is looked up.',
    select: {
      facts: true,
      phase: true,
      finding: true,
      strategy: true,
      patientId: true,
      openedAt: true,
      pathwayEdition: true,
      patient: { select: { birthDate: true } },
      tests: { orderBy: { n: 'asc' } },
    },
    resolve: async (episode, _, { pool, directory, now }) => {
      const { facts, phase, finding, strategy, patientId, openedAt, patient, tests } = episode;
      const { bleeding, report, checklist = {}, weightKg } = factsOf(facts);
      const told = tests.map(resultOf);
      const { SPO2: spo2, SBP: sbp } = await measuredNow(pool, { patientId, since: openedAt, tests: told });
      return adjunctsFor({
        ...editedBy(directory, episode.pathwayEdition),
        phase,
        answers: checklist,
        rightTerritory: report?.territories.includes('RIGHT') === true,
        ...present({ finding, strategy, weightKg, spo2, sbp, egfr: latestTest(told, 'EGFR') }),
        ...present({
          ageYears: ageOf(patient, now()),
          stoppedBy: stopsAntithrombotics(bleeding !== undefined, report?.finding, checklist),
        }),
      });
    },
  }),
}));
