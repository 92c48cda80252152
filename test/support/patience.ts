/** How long (ms) a test of this project may take: the project's own figure in package.json. */
declare const PATIENCE_MS: number;

jest.setTimeout(PATIENCE_MS);
