import { Fault as FaultError } from '../../activities/platform/faults';
import { FAULTS } from '../../workflows/domain/faults';
import type { FaultCode as Code } from '../../workflows/domain/faults';
import { builder } from '../builder';
import { Outcome } from './common';

const codes = Object.keys(FAULTS) as [Code, ...Code[]]; // the keys of a const table are its codes
export const FaultCode = builder.enumType('FaultCode', { values: codes });

builder.objectType(FaultError, {
  name: 'Fault',
  description: 'A refusal: nothing changed. The code is the contract, the sentence is for people.',
  fields: (t) => ({
    code: t.expose('code', { type: FaultCode }),
    message: t.exposeString('message'),
    retry: t.boolean({
      description: 'Whether sending the same again, with the same clientId, can succeed.',
      resolve: ({ code }) => FAULTS[code].retry,
    }),
  }),
});

/** What a person hears back. */
export type ToldShape = {
  readonly id: string;
  readonly episodeId?: string;
  readonly epoch: number;
  readonly seq: number;
  readonly outcome: (typeof Outcome)['$inferType'];
};

export const Told = builder.objectRef<ToldShape>('Told').implement({
  description: 'The word was heard; a screen is up to date once it shows this (epoch, seq) or a later one.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The episode, reading, incident or lab that heard it.' }),
    episodeId: t.exposeID('episodeId', { nullable: true, description: 'The new episode of an up-referral.' }),
    epoch: t.exposeInt('epoch'),
    seq: t.exposeInt('seq'),
    version: t.field({
      type: 'Position',
      description: 'The same as one number, as changes and rows carry it.',
      resolve: ({ epoch, seq }) => epoch * 1_000_000 + seq,
    }),
    outcome: t.expose('outcome', { type: Outcome }),
  }),
});

/** Lists the error class itself: that is what makes a thrown fault an answer. */
export const TellResult = builder.errorUnion('TellResult', { types: [Told, FaultError], resolveType: () => 'Told' });
