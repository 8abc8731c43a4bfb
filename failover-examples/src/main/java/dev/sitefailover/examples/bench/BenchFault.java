package dev.sitefailover.examples.bench;

import dev.sitefailover.examples.standin.StandInProcess;

/** How the serving site goes. */
enum BenchFault {
    SIGKILL {
        @Override
        void strike(StandInProcess site) {
            site.kill();
        }
    },
    SIGSTOP {
        @Override
        void strike(StandInProcess site) {
            site.pause();
        }
    };

    abstract void strike(StandInProcess site);
}
