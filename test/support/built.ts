import { ensureBuild } from '../../scripts/setup/build.mjs';

/** Before any test: worker threads and the command line run what was built, and that has to be of the sources as they are. */
export default ensureBuild;
