"""Names that GA4 used before become the ones it uses today, before anything reads them."""

from __future__ import annotations

from reportgen.model.catalogue import present_name
from reportgen.model.config import ClientConfig, Metric
from reportgen.model.dialects import GA4_TYPES


def with_present_names(config: ClientConfig) -> ClientConfig:
    """The configuration with present names wherever a metric of analytics names an old one."""
    of_analytics = {id: one for id, one in config.metrics.items() if _is_of_analytics(config, one)}
    split_by = {name for metric in of_analytics.values() for name in metric.by}
    kpis = {
        id: kpi.model_copy(
            update={
                "breakdown": tuple(
                    present_name(name) if name in split_by else name for name in kpi.breakdown
                )
            }
        )
        for id, kpi in config.kpis.items()
    }
    renamed = {id: _present(metric) for id, metric in of_analytics.items()}
    return config.model_copy(update={"metrics": {**config.metrics, **renamed}, "kpis": kpis})


def _is_of_analytics(config: ClientConfig, metric: Metric) -> bool:
    source = config.sources.get(metric.from_ or "")
    return source is not None and source.type in GA4_TYPES


def _present(metric: Metric) -> Metric:
    return metric.model_copy(
        update={
            "metric": metric.metric and present_name(metric.metric),
            "where": {present_name(name): words for name, words in metric.where.items()},
            "by": tuple(map(present_name, metric.by)),
        }
    )
