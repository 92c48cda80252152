import { stopPostgres } from './setupPostgres';

export default stopPostgres;
