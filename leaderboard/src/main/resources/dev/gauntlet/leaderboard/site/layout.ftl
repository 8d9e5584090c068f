<#-- The frame of every page. -->
<#macro page title current="">
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title} · Gauntlet</title>
<link rel="icon" href="${root}assets/icon.svg">
<link rel="stylesheet" href="${root}assets/style.css">
<script src="${root}assets/theme.js"></script>
<script src="${root}assets/table.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="top">
<nav aria-label="Site">
<span class="brand">Gauntlet</span>
<a href="${root}index.html"<#if current == "index"> aria-current="page"</#if>>Leaderboard</a>
<a href="${root}run.html"<#if current == "run"> aria-current="page"</#if>>This run</a>
</nav>
</header>
<main id="content">
<#nested>
</main>
<footer>
Run <a href="${root}run.html"><code>${run.id}</code></a>, made with Gauntlet ${run.harnessVersion}.
</footer>
</body>
</html>
</#macro>

<#-- A table that may be wider than the screen: it scrolls by itself, also by keyboard. -->
<#macro scroll label>
<div class="scroll" role="region" aria-label="${label}" tabindex="0">
<#nested>
</div>
</#macro>
