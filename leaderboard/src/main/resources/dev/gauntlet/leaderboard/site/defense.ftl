<#import "layout.ftl" as layout>
<#import "parts.ftl" as parts>
<#import "figure.ftl" as figure>
<#assign defense = page.summary>
<#assign cost = defense.training>
<#assign curve = page.curve>

<@layout.page title=defense.title>
<p class="kind"><a href="../index.html#defenses">Defense</a></p>
<h1>${defense.title} <code class="id">${defense.id}</code></h1>
<#if page.description?has_content><p class="lead">${page.description}</p></#if>
<@parts.citation of=page.citation/>
<p class="citation"><span class="label">Plugin</span> <a href="../run.html#plugins"><code>${page.plugin}</code></a></p>

<dl class="figures">
<div><dt>Rank</dt><dd>${defense.rank} <span class="of">of ${page.rivals}</span></dd></div>
<div><dt>Score</dt><dd>${defense.score}<#if defense.worstCase??> %</#if> <span class="of">${defense.counts}</span></dd></div>
<div><dt>Clean accuracy</dt><dd>${defense.clean.percent} % <span class="of">${defense.clean.low}–${defense.clean.high}</span></dd></div>
<div><dt>Worst case</dt><dd><#if defense.worstCase??>${defense.worstCase.percent} % <span class="of">${defense.worstCase.low}–${defense.worstCase.high}</span><#else>–</#if></dd></div>
<div><dt>Seconds per 100</dt><dd>${defense.median} <span class="of">p95 ${defense.p95}</span></dd></div>
</dl>
<#if defense.notes?has_content>
<ul class="notices">
<#list defense.notes as note><li><b>${note.text?cap_first}.</b> ${note.explanation}</li></#list>
</ul>
</#if>

<h2 id="cells">Under each attack</h2>
<@layout.scroll label="${defense.title} under each attack">
<table class="sortable cells">
<thead>
<tr>
<th scope="col">Attack</th>
<th scope="col">Access</th>
<@parts.cellHeadings rejects=page.rejects targeted=page.anyTargeted queries=page.anyQueries norm=page.norm/>
</tr>
</thead>
<tbody>
<#list page.cells as cell>
<tr id="cell-${cell.id}">
<th scope="row"><a href="../attacks/${cell.id}.html">${cell.title}</a></th>
<td><@parts.accessTag access=cell.access/></td>
<@parts.cellColumns cell=cell rejects=page.rejects targeted=page.anyTargeted queries=page.anyQueries/>
</tr>
</#list>
</tbody>
</table>
</@layout.scroll>
<#if page.gradients?has_content><p class="explain" id="gradients">${page.gradients}</p></#if>

<@parts.failures of=page.cells heading="What failed or could not run"/>

<#assign costs = cost.time?has_content || cost.epochs?has_content || cost.perEpoch?has_content>
<#if costs || curve.charts?has_content>
<h2 id="training">Training</h2>
<#if costs>
<dl class="figures">
<#if cost.time?has_content><div><dt>Time</dt><dd>${cost.time}</dd></div></#if>
<#if cost.epochs?has_content><div><dt>Epochs</dt><dd>${cost.epochs}<#if cost.kept?has_content> <span class="of">epoch ${cost.kept} kept</span></#if></dd></div></#if>
<#if cost.perEpoch?has_content><div><dt>Passes per image and epoch</dt><dd>${cost.perEpoch}</dd></div></#if>
<#if cost.total?has_content><div><dt>Passes per image in all</dt><dd>${cost.total}</dd></div></#if>
</dl>
</#if>
<#if curve.charts?has_content>
<#if curve.summary?has_content><p>${curve.summary}</p></#if>
<div class="charts">
<#list curve.charts as chart><@figure.lineChart of=chart/></#list>
</div>
<p class="explain">${curve.explanation}</p>
<details class="numbers">
<summary>Numbers by epoch</summary>
<@layout.scroll label="Training by epoch">
<table>
<thead>
<tr><th scope="col" class="number">Epoch</th><th scope="col" class="number">Clean, %</th><th scope="col" class="number">Robust, %</th><#if curve.watched?has_content><th scope="col" class="number">${curve.watched}, %</th></#if><th scope="col" class="number">Loss</th><th scope="col">Notes</th></tr>
</thead>
<tbody>
<#list curve.rows as row>
<tr><th scope="row" class="number">${row.epoch}</th><td class="number">${row.clean}</td><td class="number">${row.robust}</td><#if curve.watched?has_content><td class="number">${row.watched}</td></#if><td class="number">${row.loss}</td><td><#if row.kept>kept</#if></td></tr>
</#list>
</tbody>
</table>
</@layout.scroll>
</details>
<#else>
<p class="explain">Its training recorded no curve.</p>
</#if>
</#if>

<#if page.analyses?has_content>
<h2 id="analyses">Analyses</h2>
<#list page.analyses as analysis>
<section class="analysis" id="${analysis.id}">
<h3>${analysis.title}</h3>
<p>${analysis.finding}</p>
<#list analysis.drawings as drawing>
<@layout.scroll label="${analysis.title}, figure ${drawing?counter}"><@figure.drawing of=drawing/></@layout.scroll>
</#list>
<p class="explain">${analysis.caption} Made on ${analysis.made}.</p>
<@parts.citation of=analysis.citation/>
<p class="explain"><#list analysis.files as file><a href="${root}${file.name}">${file.name?keep_after_last("/")}</a> (${file.what}, ${file.size})<#sep>, </#sep></#list></p>
<details class="numbers">
<summary>Numbers</summary>
<@layout.scroll label="Numbers of ${analysis.title}">
<table>
<thead>
<tr><#list analysis.table.columns as column><th scope="col" class="number">${column}</th></#list></tr>
</thead>
<tbody>
<#list analysis.table.rows as row>
<tr><#list row as value><#if value?is_first><th scope="row" class="number">${value}</th><#else><td class="number">${value}</td></#if></#list></tr>
</#list>
</tbody>
</table>
</@layout.scroll>
</details>
</section>
</#list>
</#if>

<div class="columns">
<#if page.parameters?has_content>
<section>
<h2 id="parameters">Parameters</h2>
<@parts.facts of=page.parameters/>
</section>
</#if>
<section>
<h2 id="checkpoint">Checkpoint</h2>
<@parts.facts of=page.checkpoint/>
</section>
</div>

<h2 id="samples">Images made on this defense</h2>
<@parts.samples of=page.samples/>
<p class="explain">Images that every defense was shown are on the pages of their attacks.</p>
</@layout.page>
