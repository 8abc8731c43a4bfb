package dev.sitefailover.architecture.planted.attic;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Everything that is forbidden to call, and a field that anybody may change. */
@SuppressWarnings("all")
public class Attic {
    public int boxes;

    Object time() {
        return System.nanoTime() + " " + java.time.Instant.now();
    }

    void threads() throws InterruptedException {
        Thread.sleep(1);
        List.of(1).parallelStream().forEach(one -> {});
        CompletableFuture<Void> nowhere = CompletableFuture.runAsync(() -> {});
    }

    Object chance() {
        return Math.random()
                + new SecureRandom().nextInt()
                + new Random().nextInt()
                + UUID.randomUUID().toString()
                + Math.log(2);
    }

    Object defaults(String text) {
        return text.toUpperCase() + text.getBytes().length + String.format("%s", Locale.ROOT);
    }

    Object unordered() {
        Map<String, String> map = new HashMap<>();
        return Set.copyOf(map.keySet());
    }

    void program() {
        System.out.println("noise");
        System.exit(1);
    }
}
