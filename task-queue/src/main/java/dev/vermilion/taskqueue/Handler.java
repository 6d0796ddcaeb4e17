package dev.vermilion.taskqueue;

/** Runs jobs of one type. May be called by many threads at a time, and twice for one job: the queue runs at least once. */
@FunctionalInterface
public interface Handler {

    /**
     * Does the work; it should end soon after its thread is interrupted.
     *
     * @return the result, JSON text
     * @throws UnrecoverableException if trying again makes no sense
     * @throws Exception if it failed; it is tried again as the job says
     */
    String run(Task task) throws Exception;

    /** The job as its handler sees it. */
    interface Task {

        /** The job; its payload and input are JSON text. */
        Job job();

        /** The queue it is from. */
        TaskQueue queue();

        /**
         * Says how far it is.
         *
         * @throws LostException if the job is no longer this worker's, or somebody cancelled it
         */
        void progress(int percent, String note);
    }

    /** Further attempts make no sense: the job is dead at once. */
    final class UnrecoverableException extends Exception {
        private static final long serialVersionUID = 1L;

        /** With the reason. */
        public UnrecoverableException(String reason) {
            super(reason);
        }
    }

    /** The handler's work is no longer wanted. */
    final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostException(String reason) {
            super(reason, null, false, false);
        }
    }
}
