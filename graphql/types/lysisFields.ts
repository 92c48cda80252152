import { lyticDoses } from '../../workflows/domain/lytics';
import { standingDrugs, withDrugsGiven } from '../../workflows/domain/drugs';
import { packFor, stopsAntithrombotics } from '../../workflows/domain/pack';
import { builder } from '../builder';
import { editedBy } from '../editedBy';
import { type Facts, factsOf } from '../facts';
import { present } from '../present';
import './episode';
import { doseOf } from './drug';
import { LysisAssessment, LyticDose, Pack, Window } from './lysis';
import { StandDown } from './overlay';
import { ageOf } from './patient';

const stoppedBy = ({ bleeding, report, checklist }: Facts) =>
  stopsAntithrombotics(bleeding !== undefined, report?.finding, checklist);

/** What an episode says of lysis: doses and pack before it, the result after it. */
builder.prismaObjectFields('Episode', (t) => ({
  standDowns: t.field({
    type: [StandDown],
    description: 'Activations called off, first one first.',
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).standDowns ?? [],
  }),
  lysis: t.field({
    type: LysisAssessment,
    nullable: true,
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).lysis,
  }),
  lyticDoses: t.field({
    type: [LyticDose],
    description: 'Every product of the jurisdiction with its dose for this patient.',
    select: { facts: true, pathwayEdition: true, patient: { select: { birthDate: true } } },
    resolve: ({ facts, pathwayEdition, patient }, _, { now, directory }) => {
      const { jurisdiction = 'CHINA_2019', weightKg } = factsOf(facts);
      if (stoppedBy(factsOf(facts)) !== undefined) return [];
      const under = { jurisdiction, ...editedBy(directory, pathwayEdition) };
      return lyticDoses(under, present({ weightKg, ageYears: ageOf(patient, now()) }));
    },
  }),
  pack: t.field({
    type: Pack,
    select: {
      ...{ facts: true, pathwayEdition: true, strategy: true, patient: { select: { birthDate: true } } },
      drugsGiven: { orderBy: { n: 'asc' } },
    },
    resolve: ({ facts, pathwayEdition, strategy, patient, drugsGiven }, _, { now, directory }) =>
      packFor({
        ...editedBy(directory, pathwayEdition),
        strategy: strategy ?? undefined,
        ageYears: ageOf(patient, now()),
        answers: withDrugsGiven(factsOf(facts).checklist ?? {}, standingDrugs(drugsGiven.map(doseOf))),
        ...present({ stoppedBy: stoppedBy(factsOf(facts)) }),
      }),
  }),
  angiography: t.field({
    type: Window,
    nullable: true,
    description: 'When routine angiography is due after lysis that worked (T31).',
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).angiography,
  }),
}));
