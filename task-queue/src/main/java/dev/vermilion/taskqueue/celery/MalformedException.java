package dev.vermilion.taskqueue.celery;

/** A message that cannot be understood, or asks for what this bridge cannot do; it is to be put aside. */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedException(String reason) {
        super(reason);
    }
}
