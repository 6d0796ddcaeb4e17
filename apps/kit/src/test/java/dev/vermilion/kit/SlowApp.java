package dev.vermilion.kit;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An app whose one answer waits until a test lets it go on. */
record SlowApp(CountDownLatch inside, CountDownLatch goOn) implements App {

    @Override
    public AppInfo info() {
        return new AppInfo("slow", "Slow", "Waits.", "beginner", List.of());
    }

    @Override
    public void routes(Routes routes) {
        routes.get("api/slow", ctx -> {
            inside.countDown();
            goOn.await();
            ctx.result("done");
        });
    }

    @Override
    public void seed() {}

    @Override
    public void reset() {}
}
