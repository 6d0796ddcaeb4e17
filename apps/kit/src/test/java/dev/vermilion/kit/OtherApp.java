package dev.vermilion.kit;

import java.util.List;

/** An app without any route, to mount others beside. */
final class OtherApp implements App {

    OtherApp(AppContext context) {
        if (!context.mountPath().isEmpty()) {
            throw new IllegalArgumentException("made to be the home");
        }
    }

    @Override
    public AppInfo info() {
        return new AppInfo("other", "Other", "Does nothing.", "beginner", List.of());
    }

    @Override
    public void routes(Routes routes) {
        routes.get("api/nothing", ctx -> ctx.status(204));
    }

    @Override
    public void seed() {}

    @Override
    public void reset() {}
}
