<#import "figure.ftl" as figure>
<#-- Figures below each other in one file, which brings its own styles: no page is around it. -->
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width + 24}" height="${height + 24}" viewBox="-12 -12 ${width + 24} ${height + 24}">
<title>${title}</title>
<style>
<#include "figure-file.css" parse=false>
</style>
<rect class="paper" x="-12" y="-12" width="${width + 24}" height="${height + 24}"/>
<#assign top = 0>
<#list drawings as drawing>
<svg y="${top}" width="${drawing.width}" height="${drawing.height}">
<@figure.drawing of=drawing/>
</svg>
<#assign top = top + drawing.height>
</#list>
</svg>
