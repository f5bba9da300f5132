"""Pages in the manner of ten other systems, kept aside: nothing was adjusted after looking at how they come out."""

from __future__ import annotations

import json
from datetime import timedelta

from hijridate import Gregorian
from load import MONTHS, Story
from tuned import Manner, Page, direction, ld, lines, links, paras, share, w


def joomla(s: Story, o: list[Story]) -> Page:
    return (
        f"https://{s.host}/index.php/component/k2/item/{s.id[1:]}771-news",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8" /><base href="https://{s.host}/" />
<meta name="generator" content="Joomla! - Open Source Content Management" /><meta name="author" content="{s.author}" /><title>{s.title} - {s.outlet}</title></head>
<body class="site com_content view-article"><div class="body"><div class="container"><header class="header"><a class="brand" href="/"><span class="site-title">{s.outlet}</span></a></header>
<div class="row-fluid"><main id="content" class="span9"><div class="item-page"><div class="page-header"><h2 itemprop="headline">{s.title}</h2></div>
<div class="icons"><div class="btn-group"><ul class="dropdown-menu"><li class="print-icon"><a>{w(s, "طباعة", "Print")}</a></li><li class="email-icon"><a>{w(s, "البريد الإلكتروني", "Email")}</a></li></ul></div></div>
<dl class="article-info muted"><dt class="article-info-term">{w(s, "التفاصيل", "Details")}</dt><dd class="createdby">{w(s, "كتب بواسطة", "Written by")} <span>{s.author}</span></dd>
<dd class="category-name">{w(s, "المجموعة", "Category")}: <a>{s.section}</a></dd><dd class="published"><span class="icon-calendar"></span> {w(s, "تاريخ النشر", "Published")}: {s.written()}</dd>
<dd class="hits">{w(s, "الزيارات", "Hits")}: 2210</dd></dl><div itemprop="articleBody">{paras(s)}</div>
<ul class="pager pagenav"><li class="previous"><a rel="prev">{w(s, "السابق", "Prev")}</a></li><li class="next"><a rel="next">{w(s, "التالي", "Next")}</a></li></ul></div></main>
<div id="aside" class="span3"><div class="well"><h3 class="page-header">{w(s, "آخر الأخبار", "Latest Articles")}</h3><ul class="latestnews">{links(o, 7)}</ul></div></div></div></div></div>
<footer class="footer"><p>&copy; 2021 {s.outlet}</p></footer></body></html>""",
    )


def newspaper_theme(s: Story, o: list[Story]) -> Page:
    read = w(s, "اقرأ أيضا:", "READ ALSO:")
    inner = "\n".join(
        f"<p>{line}</p>"
        + (f'<p class="ra"><strong>{read} <a href="/x">{o[n % len(o)].title}</a></strong></p>' if n in (1, 3) else "")
        for n, line in enumerate(s.text)
    )
    return (
        f"https://{s.host}/{s.moment:%Y/%m}/{s.id}news.html",
        f"""<!doctype html><html {direction(s)}><head><meta charset="UTF-8" /><title>{s.title} | {s.outlet}</title>
<meta property="og:type" content="article" /><meta property="og:title" content="{s.title}" /><meta property="og:site_name" content="{s.outlet}" /></head>
<body class="single-post td-standard-pack"><div class="td-header-wrap"><div class="td-header-sp-top-menu"><div class="td_data_time">{s.written(s.moment + timedelta(days=61))}</div></div>
<div class="td-logo"><a href="/"><img alt="{s.outlet}" src="l.png" /></a></div><ul class="sf-menu">{links(o, 6)}</ul></div>
<div class="td-main-content-wrap"><div class="td-container"><div class="td-crumb-container"><a>{w(s, "الرئيسية", "Home")}</a> › {s.section}</div>
<article class="post"><div class="td-post-header"><ul class="td-category"><li><a>{s.section}</a></li></ul><header><h1 class="entry-title">{s.title}</h1><div class="td-module-meta-info">
<div class="td-post-author-name">{w(s, "بواسطة", "By")} <a>{s.author}</a> -</div><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="{s.iso}">{s.written()}</time></span><div class="td-post-views">831</div></div></header></div>
<div class="td-post-sharing-top">{share(s)}</div><div class="td-post-content"><div class="td-post-featured-image"><figure><img src="i.jpg"><figcaption>{w(s, "عدسة المصور", "Photo: staff")}</figcaption></figure></div>{inner}</div>
<footer><div class="td-post-source-tags"><ul class="td-tags"><li><span>TAGS</span></li><li><a>{s.section}</a></li></ul></div><div class="td-author-box"><div class="td-author-name">{s.author}</div><div class="td-author-description">{w(s, "صحفي يكتب منذ سنوات في شؤون المدينة.", "Writes about the city.")}</div></div></footer></article>
<div class="td_block_related_posts"><h4>{w(s, "مقالات ذات صلة", "RELATED ARTICLES")}</h4>{"".join(f'<h3 class="entry-title td-module-title"><a>{x.title}</a></h3><time datetime="{x.iso}">{x.written()}</time>' for x in o[:6])}</div></div></div></body></html>""",
    )


def broadsheet(s: Story, o: list[Story]) -> Page:
    url = f"https://{s.host}/{s.moment:%Y/%m/%d}/{s.section.lower()}/{s.id}-story.html"
    promo = f'<aside class="newsletter-promo"><h4>{w(s, "اشترك في النشرة البريدية", "Sign up for the morning briefing")}</h4><p>{w(s, "أهم الأخبار كل صباح في بريدك.", "The stories that matter, every weekday morning.")}</p></aside>'
    data = {"@context": "https://schema.org", "@graph": [
        {"@type": "NewsMediaOrganization", "@id": f"https://{s.host}/#publisher", "name": s.outlet},
        {"@type": ["WebPage", "CollectionPage"], "@id": url, "name": s.title},
        {"@type": "NewsArticle", "mainEntityOfPage": {"@id": url}, "headline": s.title[:110], "datePublished": s.iso, "isAccessibleForFree": False,
         "publisher": {"@id": f"https://{s.host}/#publisher"}, "author": [{"@type": "Person", "name": s.author}]}]}  # fmt: skip
    body = "".join(
        f'<div class="grid"><p class="body-text evys">{line}</p></div>' + (promo if n == 2 else "")
        for n, line in enumerate(s.text)
    )
    return (
        url,
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><title>{s.title} - {s.outlet}</title><link rel="canonical" href="{url}">
<meta property="article:published_time" content="{s.iso}">{ld(data)}</head><body><a class="skip" href="#c">{w(s, "تخط إلى المحتوى", "Skip to content")}</a><header><nav><ul>{links(o, 4)}</ul></nav></header>
<main id="c"><article><header><h1 data-testid="headline">{s.title}</h1><p class="summary">{s.text[0][:70]}</p><div class="byline">{w(s, "بقلم", "By")} {s.author}</div><time datetime="{s.iso}">{s.written()}</time></header>
<section name="articleBody">{body}</section><div class="bottom"><p>{w(s, "للاشتراك اضغط هنا", "Subscribe today for unlimited access.")}</p></div></article></main><footer>© 2021 {s.outlet}</footer></body></html>""",
    )


def nuke(s: Story, o: list[Story]) -> Page:
    return (
        f"http://{s.host}/modules.php?name=News&file=article&sid={s.id[1:]}402",
        f"""<HTML><HEAD><TITLE>{s.outlet} | {s.title}</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8"></HEAD><BODY><TABLE WIDTH="100%"><TR><TD><IMG SRC="b.gif" ALT="{s.outlet}" id="logo"></TD></TR></TABLE>
<TABLE WIDTH="100%"><TR><TD WIDTH="138" VALIGN="top"><TABLE><TR><TD>{w(s, "القائمة الرئيسية", "Main menu")}</TD></TR><TR><TD>{"<BR>".join(f"· <A HREF=a>{x.section}</A>" for x in o)}</TD></TR></TABLE></TD>
<TD VALIGN="top"><TABLE BGCOLOR="#eee"><TR><TD><FONT SIZE="4" CLASS="title"><B>{s.title}</B></FONT></TD></TR><TR><TD><FONT CLASS="tiny">{w(s, "نشر بتاريخ", "Posted on")} : {s.written()}</FONT></TD></TR>
<TR><TD><FONT CLASS="content">{"<BR><BR>".join(s.text)}</FONT></TD></TR></TABLE><TABLE><TR><TD>{w(s, "تقييم المقال", "Article Rating")}</TD></TR><TR><TD>{w(s, "المعدل: 0", "Average Score: 0")}</TD></TR></TABLE></TD>
<TD WIDTH="150" VALIGN="top"><B>{w(s, "مواضيع أخرى", "Other stories")}</B><BR>{"<BR>".join(f"<A HREF=b>{x.title}</A>" for x in (o * 2)[:10])}</TD></TR></TABLE></BODY></HTML>""",
    )


def printed(s: Story, o: list[Story]) -> Page:
    return (
        f"https://{s.host}/print.php?id={s.id[1:]}88",
        f"""<html {direction(s)}><head><meta charset="utf-8"><title>{s.title}</title></head><body onload="window.print()">
<div align="center"><b>{s.outlet}</b></div><hr><h2>{s.title}</h2><div>{s.written()}</div><hr><div style="text-align:justify">{lines(s)}</div><hr>
<div>{w(s, "رابط الخبر", "Link")}: https://{s.host}/news/{s.id}</div><div>{w(s, "جميع الحقوق محفوظة", "All rights reserved")} {s.outlet}</div></body></html>""",
    )


def live_list(s: Story, o: list[Story]) -> Page:
    posts = "".join(
        f'<li class="entry" data-t="{n}"><span class="hour">{(s.moment + timedelta(minutes=37 * n)):%H:%M}</span><div>{line}</div></li>'
        for n, line in enumerate(s.text)
    )
    return (
        f"https://{s.host}/liveblog/{s.id}",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><title>{w(s, "مباشر", "Live")}: {s.title} | {s.outlet}</title>
<meta property="og:title" content="{s.title}"><meta property="og:site_name" content="{s.outlet}"><meta name="pubdate" content="{s.moment:%Y%m%d}"></head>
<body><div class="mast">{s.outlet}</div><div id="story"><h1>{s.title}</h1><p class="stand">{w(s, "آخر تحديث", "Last updated")}: {s.written(s.moment + timedelta(days=1))}</p><ul class="stream">{posts}</ul></div>
<div class="others">{links(o)}</div></body></html>""",
    )


def amp_plain(s: Story, o: list[Story]) -> Page:
    body = "".join(
        f"<p>{line}</p>" + ("<amp-embed type=taboola></amp-embed>" if n == 3 else "") for n, line in enumerate(s.text)
    )
    return (
        f"https://m.{s.host.removeprefix('www.')}/amp/story/{s.id}",
        f"""<!doctype html><html ⚡ {direction(s)}><head><meta charset="utf-8"><title>{s.title} | {s.outlet}</title>
<link rel="canonical" href="https://{s.host}/story/{s.id}"></head><body><header class="amp-header"><div class="amp-logo"><a href="/">{s.outlet}</a></div></header><article class="amp-wp-article">
<header class="amp-wp-article-header"><h1 class="amp-wp-title">{s.title}</h1><div class="amp-wp-meta amp-wp-byline"><span>{s.author}</span></div><div class="amp-wp-meta amp-wp-posted-on">{s.written()}</div></header>
<div class="amp-wp-article-content">{body}</div><footer><div class="amp-wp-meta amp-wp-tax-category">{w(s, "التصنيفات", "Categories")}: <a>{s.section}</a></div><div class="amp-wp-meta amp-wp-comments-link"><a>{w(s, "اترك تعليقا", "Leave a Comment")}</a></div></footer></article>
<div class="amp-related"><h3>{w(s, "موضوعات متعلقة", "Related")}</h3><ul>{links(o)}</ul></div></body></html>""",
    )


def static_site(s: Story, o: list[Story]) -> Page:
    return (
        f"https://{s.host}/posts/{s.id}/",
        f"""<!doctype html><html {direction(s)}><head><meta charset=utf-8><title>{s.title}</title></head><body><header><a href=/><strong>{s.outlet}</strong></a>
<nav><a href=/about>{w(s, "من نحن", "About")}</a> <a href=/posts>{w(s, "الأخبار", "News")}</a></nav></header><main><h1>{s.title}</h1>{paras(s)}<p><small><time>{s.written()}</time> · {s.author}</small></p></main>
<footer>© {s.outlet} · {w(s, "كل الحقوق محفوظة", "All rights reserved")}</footer></body></html>""",
    )


def broken_data(s: Story, o: list[Story]) -> Page:
    listed = ld(
        {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "NewsArticle", "headline": x.title, "datePublished": x.iso, "url": f"/{x.id}"} for x in o[:5]
            ],
        }
    )
    broken = f"""<script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": {json.dumps(s.title, ensure_ascii=False)},
"description": "{s.text[0][:40].replace('"', "'")}
 ...", "datePublished": "{s.iso}", "publisher": {{"@type": "Organization", "name": {json.dumps(s.outlet, ensure_ascii=False)},}},}}
</script>"""
    return (
        f"https://{s.host}/a/{s.id}",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><title>{s.outlet} | {s.title}</title>{listed}{broken}</head><body>
<div id="menu">{links(o, 5)}</div><div class="article-page"><h1>{s.title}</h1><div class="tools">{share(s)}</div><div class="article-text">{"".join(f"<div><span>{line}</span></div>" for line in s.text)}</div></div>
<div id="wall">{"".join(f'<div class="item"><a href=x><h2>{x.title}</h2></a><span>{x.text[1][:110]}</span></div>' for x in (o * 3)[:18])}</div></body></html>""",
    )


def mobile(s: Story, o: list[Story]) -> Page:
    hijri = Gregorian(s.moment.year, s.moment.month, s.moment.day).to_hijri()
    both = w(
        s,
        f"{hijri.day} {MONTHS['hijri'][hijri.month - 1]} {hijri.year} هـ الموافق {s.moment.day} {MONTHS['egypt'][s.moment.month - 1]} {s.moment.year} م",
        s.written(),
    )
    return (
        f"https://m.{s.host.removeprefix('www.')}/n/{s.id[1:]}5521",
        f"""<!DOCTYPE html><html {direction(s)}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{s.title} - {s.outlet}</title></head>
<body><div class="bar"><span class="menu-btn"></span><a class="logo" href="/"><img src="m.png" alt="{s.outlet}"></a></div><div class="news-title">{s.title}</div><div class="news-info"><span class="pub">{w(s, "نشر في", "Published")}: {both}</span><span class="upd">{w(s, "آخر تحديث", "Updated")}: {s.written(s.moment + timedelta(days=2))}</span></div>
<div class="gallery"><img src="1.jpg"><span class="caption">{w(s, "1 من 3", "1 of 3")}</span></div><div class="news-text">{paras(s)}</div><div class="more-btn">{w(s, "اقرأ المزيد", "Read more")}</div>
<div class="also"><div class="also-h">{w(s, "شاهد أيضا", "See also")}</div><ul>{links(o, 5)}</ul></div><div class="foot">{w(s, "سياسة الخصوصية", "Privacy policy")} | {s.outlet}</div></body></html>""",
    )


MANNERS: tuple[Manner, ...] = (
    joomla, newspaper_theme, broadsheet, nuke, printed, live_list, amp_plain, static_site, broken_data, mobile,
)  # fmt: skip
