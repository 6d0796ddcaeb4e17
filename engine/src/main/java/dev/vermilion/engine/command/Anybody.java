package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** No control of access: one user, who may do all. For a dispatcher that nobody guards. */
enum Anybody implements AccessControl, User {
    ANYBODY;

    @Override
    public void welcome(Client client) {
        client.user(this);
        client.authenticated(true);
    }

    @Override
    public boolean asksForPassword() {
        return false;
    }

    @Override
    public boolean takesAnyPassword() {
        return true;
    }

    @Override
    public @Nullable User find(String name) {
        return null;
    }

    @Override
    public boolean authenticate(Client client, Slice name, Slice password, Slice by) {
        return false;
    }

    @Override
    public void denied(Client client, Command command, Request words, Denial denial, Denial.Context context) {
        // nothing is denied
    }

    @Override
    public long denials(Denial.Reason reason) {
        return 0;
    }

    @Override
    public void resetStatistics() {
        // nothing is counted
    }

    @Override
    public boolean isUnrestricted() {
        return true;
    }

    @Override
    public @Nullable Denial denial(Command command, Request words) {
        return null;
    }

    @Override
    public boolean mayReadEveryKey(Command command, Request words) {
        return true;
    }
}
