package dev.sitefailover.architecture.planted.internal;

/** Both names are forbidden: the package's and the class's. */
final class PlantedUtils {}
