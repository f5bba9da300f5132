"""Pages in the manner of five more systems, written after all other rules and measured once; then used for one more."""

from __future__ import annotations

from datetime import timedelta

from load import Story
from tuned import Manner, Page, direction, ld, links, paras, share, w


def wire(s: Story, o: list[Story]) -> Page:
    """A wire of announcements: the company as its own author, the place and the wire in the first line, a source line."""
    first = f'<p><span class="xn-location">{w(s, "العاصمة", "HARBOUR CITY")}</span>, <span class="xn-chron">{s.written()}</span> /{s.outlet}/ -- {s.text[0]}</p>'
    more = "".join(
        f'<div class="card"><a href="/news-releases/{x.id}.html"><h3><small>{x.moment:%b %d, %Y, %H:%M} ET</small>{x.title}</h3></a><p>{x.text[0][:120]}...</p></div>'
        for x in (o * 2)[:4]
    )
    return (
        f"https://{s.host}/news-releases/{s.id}-301{s.id[1:]}4471.html",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"/><title>{s.title}</title><meta property="og:title" content="{s.title}"/><meta property="og:site_name" content="{s.outlet}"/><meta name="date" content="{s.iso}"/></head>
<body><header><div class="logo"><a href="/"><img src="l.svg" alt="{s.outlet}: news distribution"/></a></div><nav><ul>{links(o, 4)}</ul></nav></header><main><article class="news-release"><header class="release-header"><h1>{s.title}</h1></header>
<section class="mobile-header"><p><strong>{w(s, "مقدم الخبر", "News provided by")}</strong><br/><a>{s.author}</a></p><p class="mb-no">{s.moment:%b %d, %Y, %H:%M} ET</p><div class="share"><p>{w(s, "شارك هذا الخبر", "Share this article")}</p>{share(s)}</div></section>
<section class="release-body">{first}{"".join(f"<p>{line}</p>" for line in s.text[1:])}<p>{w(s, "المصدر", "SOURCE")} {s.author}</p></section><section class="more-from"><h2>{w(s, "من المصدر نفسه", "Also from this source")}</h2>{more}</section></article></main>
<footer><p>Contact us 888-776-0942</p><p>Copyright © {s.moment.year} {s.outlet}. All Rights Reserved.</p></footer></body></html>""",
    )


def ghost(s: Story, o: list[Story]) -> Page:
    """A blog of the newer kind: all in JSON-LD, a title without the site, cards for members between the paragraphs."""
    data = {"@context": "https://schema.org", "@type": "Article", "publisher": {"@type": "Organization", "name": s.outlet, "url": f"https://{s.host}/",
            "logo": {"@type": "ImageObject", "url": "l.png"}}, "author": {"@type": "Person", "name": s.author}, "headline": s.title,
            "url": f"https://{s.host}/{s.id}/", "datePublished": s.iso, "dateModified": (s.moment + timedelta(days=9)).isoformat()}  # fmt: skip
    card = f'<div class="kg-card kg-signup-card"><h2>{w(s, "انضم إلى القراء", "Join our readers")}</h2><p>{w(s, "رسالة واحدة في الأسبوع.", "One letter a week.")}</p></div>'
    body = "".join(f"<p>{line}</p>" + (card if n == 3 else "") for n, line in enumerate(s.text))
    return (
        f"https://{s.host}/{s.id}/",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"/><title>{s.title}</title><link rel="canonical" href="https://{s.host}/{s.id}/"/><meta property="og:title" content="{s.title}"/><meta property="article:modified_time" content="{(s.moment + timedelta(days=9)).isoformat()}"/>{ld(data)}<meta name="generator" content="Ghost 5.71"/></head>
<body class="post-template"><div class="gh-site"><header id="gh-head"><a class="gh-head-logo" href="https://{s.host}">{s.outlet}</a><nav class="gh-head-menu"><ul class="nav">{links(o, 3)}</ul></nav></header><main class="gh-main"><article class="gh-article post"><header class="gh-article-header"><span class="gh-article-tag">{s.section}</span><h1 class="gh-article-title">{s.title}</h1>
<aside class="gh-article-sidebar"><h4 class="gh-author-name">{s.author}</h4><time datetime="{s.day}">{s.written()}</time><span>{w(s, "3 دقائق قراءة", "3 min read")}</span></aside></header><section class="gh-content gh-canvas">{body}</section></article><section class="gh-comments">{w(s, "للأعضاء فقط", "Members only")}</section>
<aside class="read-more">{"".join(f'<article class="post-card"><a href="/{x.id}/"><h2 class="post-card-title">{x.title}</h2><div class="post-card-excerpt">{x.text[0][:100]}</div></a><time datetime="{x.day}">{x.written()}</time></article>' for x in o[:3])}</aside></main><footer class="gh-foot"><div>{s.outlet} © {s.moment.year + 1}</div><div>Powered by Ghost</div></footer></div></body></html>""",
    )


def town(s: Story, o: list[Story]) -> Page:
    """A site whose title names the section and not the report; the headline is a third-rate heading."""
    return (
        f"https://{s.host}/index.php?route=news/show&news_id={s.id[1:]}77",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><title>{s.outlet} - {s.section}</title><meta name="description" content="{s.outlet}"></head><body>
<div id="top"><img src="crest.png" alt="{s.outlet}"><div class="clock">{s.written(s.moment + timedelta(days=500))}</div></div><div id="menu"><a href="index.php">{w(s, "الرئيسية", "Home")}</a><a href="?route=about">{w(s, "عن الموقع", "About")}</a></div>
<div id="main"><div class="page-name">{s.section}</div><h3 class="news-heading">{s.title}</h3><dl class="facts"><dt>{w(s, "تاريخ النشر", "Published")}</dt><dd>{s.written()}</dd><dt>{w(s, "عدد القراءات", "Views")}</dt><dd>318</dd></dl>
<div class="news-body">{paras(s)}</div><p class="back"><a href="?route=news">{w(s, "العودة إلى الأخبار", "Back to the news")}</a></p></div><div id="others"><h4>{w(s, "أخبار أخرى", "Other news")}</h4><ul>{links(o, 6)}</ul></div>
<div id="bottom">{w(s, "جميع الحقوق محفوظة", "All rights reserved")} {s.outlet} {s.moment.year + 1}</div></body></html>""",
    )


def radio(s: Story, o: list[Story]) -> Page:
    """A radio station: its name as the first heading, a player above the report, its network beside it in the head."""
    return (
        f"https://{s.host}/{s.section.lower()}/{s.day}/{s.id}",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><title>{s.title} | {s.outlet}</title><meta property="og:site_name" content="{s.outlet}"><meta property="og:title" content="{s.title}"><meta name="brightspot.contentId" content="0000"></head><body><ps-header class="PH"><h1 class="PH-station"><a href="/">{s.outlet}</a></h1><div class="PH-tagline">{w(s, "صوت المدينة", "Your city, your voice")}</div></ps-header>
<div class="persistent-player"><span>{w(s, "البث المباشر", "Play Live Radio")}</span><span>{w(s, "التالي", "Next Up")}: {o[0].title}</span></div><main><div class="ArtP-head"><h2 class="ArtP-headline">{s.title}</h2><div class="ArtP-byline"><span>{s.outlet} | {w(s, "بقلم", "By")} {s.author}</span></div><div class="ArtP-date">{w(s, "نشر في", "Published")} {s.written()} {w(s, "الساعة", "at")} {s.moment:%H:%M}</div></div>
<div class="ArtP-audio"><span>{w(s, "استمع", "LISTEN")} • 3:45</span></div><div class="ArtP-articleBody RichTextArticleBody">{paras(s)}<p><i>{w(s, f"حقوق النشر {s.moment.year} {s.outlet}", f"Copyright {s.moment.year} {s.outlet}")}</i></p></div><div class="ArtP-tags"><a>{s.section}</a></div></main>
<aside class="latest"><h2>{w(s, "آخر القصص", "Latest Stories")}</h2>{"".join(f'<div class="PromoB"><a href="/{x.id}">{x.title}</a></div>' for x in (o * 2)[:7])}</aside><footer>© {s.moment.year + 3} {s.outlet}</footer></body></html>""",
    )


def builder(s: Story, o: list[Story]) -> Page:
    """A site put together in a builder of pages: each heading is of one class, the report among widgets."""
    url = f"https://{s.host}/{s.id}-{s.section}/"
    graph = {"@context": "https://schema.org", "@graph": [{"@type": ["Person", "Organization"], "@id": f"https://{s.host}/#person", "name": s.outlet},
             {"@type": "WebSite", "@id": f"https://{s.host}/#website", "name": s.outlet, "publisher": {"@id": f"https://{s.host}/#person"}},
             {"@type": "BlogPosting", "headline": f"{s.title} • {s.outlet}", "datePublished": s.iso, "publisher": {"@id": f"https://{s.host}/#person"}, "isPartOf": {"@id": url + "#webpage"}}]}  # fmt: skip

    def widget(kind: str, inner: str) -> str:
        return f'<div class="elementor-element elementor-widget elementor-widget-{kind}"><div class="elementor-widget-container">{inner}</div></div>'

    def head(text: str) -> str:
        return widget("heading", f'<h2 class="elementor-heading-title elementor-size-default">{text}</h2>')

    cards = "".join(
        widget(
            "posts",
            f'<article class="elementor-post"><h3 class="elementor-post__title"><a href="/{x.id}">{x.title}</a></h3><span class="elementor-post-date">{x.written()}</span></article>',
        )
        for x in o[:4]
    )
    body = widget(
        "theme-post-content", paras(s) + f"<p>{w(s, 'اقرأ أيضا', 'Read also')}: <a href='/x'>{o[0].title}</a></p>"
    )
    return (
        url,
        f"""<!doctype html><html {direction(s)}><head><meta charset="UTF-8"><title>{s.title} • {s.outlet}</title>{ld(graph)}</head><body class="elementor-page"><header data-elementor-type="header">{widget("theme-site-logo", f'<a href="https://{s.host}"><img src="l.png" alt=""></a>')}{widget("nav-menu", f"<ul>{links(o, 5)}</ul>")}</header>
<div data-elementor-type="single-post">{head(s.title)}{widget("post-info", f"<ul><li><span>{s.author}</span></li><li><time>{s.written()}</time></li></ul>")}{body}{widget("share-buttons", share(s))}{head(w(s, "قد يعجبك أيضا", "You might also like"))}{cards}{head(w(s, "اشترك في نشرتنا", "Subscribe to our newsletter"))}</div>
<footer data-elementor-type="footer">{head(w(s, "تابعنا", "Follow us"))}<p>{s.outlet} © {s.moment.year}</p></footer></body></html>""",
    )


MANNERS: list[Manner] = [wire, ghost, town, radio, builder]
