/**
 * Site failover: sites with pluggable endpoints, health probes, policies and a router; simulated under virtual time;
 * rehearsed against a rundown. What is not exported is not API.
 */
module dev.sitefailover {
    requires static transitive micrometer.core;
    requires static transitive org.assertj.core;
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;
    requires io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.retry;
    requires com.fasterxml.jackson.core;
    requires transitive java.sql;
    requires transitive java.management;
    requires transitive java.net.http;
    requires transitive org.slf4j;
    requires org.snakeyaml.engine.v2;

    exports dev.sitefailover;
    exports dev.sitefailover.assertj;
    exports dev.sitefailover.authority;
    exports dev.sitefailover.clearing;
    exports dev.sitefailover.control;
    exports dev.sitefailover.document;
    exports dev.sitefailover.endpoint;
    exports dev.sitefailover.endpoint.http;
    exports dev.sitefailover.endpoint.jdbc;
    exports dev.sitefailover.endpoint.tcp;
    exports dev.sitefailover.fault;
    exports dev.sitefailover.guard;
    exports dev.sitefailover.health;
    exports dev.sitefailover.junit;
    exports dev.sitefailover.monitoring;
    exports dev.sitefailover.policy;
    exports dev.sitefailover.preflight;
    exports dev.sitefailover.proxy;
    exports dev.sitefailover.rehearsal;
    exports dev.sitefailover.rehearsal.live;
    exports dev.sitefailover.rehearsal.reader;
    exports dev.sitefailover.rehearsal.report;
    exports dev.sitefailover.rehearsal.result;
    exports dev.sitefailover.rehearsal.rundown;
    exports dev.sitefailover.rehearsal.simulated;
    exports dev.sitefailover.routing;
    exports dev.sitefailover.runtime;
    exports dev.sitefailover.search;
    exports dev.sitefailover.search.reader;
    exports dev.sitefailover.search.report;
    exports dev.sitefailover.simulation;
    exports dev.sitefailover.site;

    opens dev.sitefailover.junit to
            org.junit.platform.commons;
    opens dev.sitefailover.assertj to
            org.assertj.core;

    uses dev.sitefailover.site.EndpointProvider;

    provides dev.sitefailover.site.EndpointProvider with
            dev.sitefailover.endpoint.http.HttpEndpoints.Http,
            dev.sitefailover.endpoint.http.HttpEndpoints.Https,
            dev.sitefailover.endpoint.jdbc.JdbcEndpoints.Jdbc,
            dev.sitefailover.endpoint.tcp.TcpEndpoints.Tcp,
            dev.sitefailover.endpoint.tcp.TcpEndpoints.Tcps;
}
