import type { ReadingRow } from '../../workflows/domain/rows';
import { builder } from '../builder';
import { pending } from '../pending';
import type { Stored } from '../stored';
import { Finding, ReadingStatus, Territory } from './common';
import { Ladder, Page } from './page';
import { Patient } from './patient';
import { Person, Site } from './people';

export type EcgRecord = { readonly id: string; readonly acquiredAt: Date; readonly receivedAt: Date; readonly format: string; readonly sha256: string };

export const Ecg = builder.objectRef<EcgRecord>('Ecg').implement({
  description: 'One recording. Its samples are fetched by `samplesUrl`, the bytes as they came by `originalUrl`.',
  fields: (t) => ({
    id: t.exposeID('id'),
    acquiredAt: t.expose('acquiredAt', { type: 'Instant' }),
    receivedAt: t.expose('receivedAt', { type: 'Instant' }),
    deviceId: t.id({ resolve: pending }),
    format: t.exposeString('format'),
    sha256: t.exposeString('sha256'),
    fs: t.float({ nullable: true, description: 'Samples a second; none when the format could not be read.', resolve: pending }),
    leads: t.stringList({ resolve: pending }),
    durationMs: t.int({ nullable: true, resolve: pending }),
    flags: t.stringList({ description: 'What a reader must know: NO_PRE_READ, SYNTHETIC, EINTHOVEN_FAILED …', resolve: pending }),
    samplesUrl: t.string({ nullable: true, resolve: pending }),
    originalUrl: t.string({ resolve: pending }),
  }),
});

export const Reading = builder.objectRef<Stored<ReadingRow>>('Reading').implement({
  description: 'One ECG until a person signs it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    ecgId: t.exposeID('ecgId'),
    ecg: t.field({ type: Ecg, nullable: true, resolve: pending }),
    previousEcg: t.field({ type: Ecg, nullable: true, description: 'The patient’s last recording before this one.', resolve: pending }),
    episodeId: t.exposeID('episodeId', { nullable: true }),
    patient: t.field({ type: Patient, nullable: true, description: 'None: the patient must be identified.', resolve: pending }),
    site: t.field({ type: Site, nullable: true, description: 'Where it was taken; its phone rings beside the patient.', resolve: pending }),
    acquiredAt: t.expose('acquiredAt', { type: 'Instant' }),
    status: t.expose('status', { type: ReadingStatus }),
    openedAt: t.expose('openedAt', { type: 'Instant', nullable: true }),
    openedBy: t.field({ type: Person, nullable: true, resolve: pending }),
    signedAt: t.expose('signedAt', { type: 'Instant', nullable: true }),
    signedBy: t.field({ type: Person, nullable: true, resolve: pending }),
    finding: t.expose('finding', { type: Finding, nullable: true }),
    territories: t.field({ type: [Territory], resolve: pending }),
    comment: t.string({ nullable: true, resolve: pending }),
    ladders: t.field({ type: [Ladder], resolve: pending }),
    pages: t.field({ type: [Page], resolve: pending }),
    version: t.string({ description: 'epoch.seq of what is shown.', resolve: pending }),
  }),
});

builder.queryFields((t) => ({
  readings: t.field({
    type: [Reading],
    description: 'The worklist: unsigned ones, longest waiting first, then those signed last.',
    args: { status: t.arg({ type: [ReadingStatus] }), limit: t.arg.int({ required: true, defaultValue: 100 }) },
    resolve: pending,
  }),
  reading: t.field({ type: Reading, nullable: true, args: { id: t.arg.id({ required: true }) }, resolve: pending }),
}));
