import { page } from './measured-page.js';

/** The page as it has to be, without a run: after a change of a text, and for the test that compares. */
process.stdout.write(page());
